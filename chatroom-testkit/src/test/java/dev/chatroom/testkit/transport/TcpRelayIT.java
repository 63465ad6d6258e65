package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class TcpRelayIT {

  private static final int PATIENCE_MILLIS = 30_000;

  @Test
  void whoever_is_not_taken_by_the_server_has_a_connection_that_ends() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    try (TcpRelay relay = new TcpRelay(address)) {
      server.close();
      assertThat(firstByte(relay)).isEqualTo(-1);
      assertThat(firstByte(relay)).isEqualTo(-1);
    }
  }

  private static int firstByte(TcpRelay relay) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(relay.address());
      client.setSoTimeout(PATIENCE_MILLIS);
      return client.getInputStream().read();
    }
  }
}
