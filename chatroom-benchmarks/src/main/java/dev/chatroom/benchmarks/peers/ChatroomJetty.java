package dev.chatroom.benchmarks.peers;

import dev.chatroom.jetty.JettyTransport;
import java.io.IOException;

/** This project over plain WebSockets on Jetty, as an application would have it. */
final class ChatroomJetty {

  private ChatroomJetty() {}

  /**
   * Serves.
   *
   * @param args where the Redis is that has the rooms; none for rooms in memory
   */
  public static void main(String[] args) throws IOException {
    JettyTransport transport =
        JettyTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxConnections(Rooms.MAX_CONNECTIONS)
            .maxConnectionsPerAddress(Rooms.MAX_CONNECTIONS)
            .build();
    transport.start(Rooms.open(args));
    Control.serve(transport.address().orElseThrow().getPort());
  }
}
