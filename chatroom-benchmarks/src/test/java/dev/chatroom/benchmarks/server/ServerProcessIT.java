package dev.chatroom.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void a_server_says_what_it_has_used_and_ends_when_it_is_closed() throws Exception {
    int port;
    try (ServerProcess server = start(new Peers().named("limit"))) {
      port = server.port();
      connect(port);
      assertThat(server.cpuNanos()).isPositive();
      assertThat(server.residentBytes()).isGreaterThan(10_000_000);
      assertThat(server.allocatedBytes()).isPositive();
      long before = server.cpuNanos();
      // The time of a thread is counted when it leaves its processor, at the latest by and by.
      do {
        assertThat(server.allocatedBytes()).isPositive();
      } while (server.cpuNanos() == before);
      assertThat(server.cpuNanos()).isGreaterThan(before);
    }
    assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
  }

  @Test
  void a_server_that_does_not_start_is_an_error() {
    Peer broken = new Peer("broken", "broken", Dialect.PLAIN, List.of("true"));
    assertThatThrownBy(() -> start(broken))
        .hasMessageContainingAll("listening", folder.resolve("log").toString());
  }

  private ServerProcess start(Peer peer) throws IOException {
    return ServerProcess.start(peer.command(), 0, folder.resolve("log"));
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
