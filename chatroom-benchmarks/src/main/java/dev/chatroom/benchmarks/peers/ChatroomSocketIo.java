package dev.chatroom.benchmarks.peers;

import dev.chatroom.socketio.SocketIoTransport;
import java.io.IOException;

/** This project over Socket.IO, as an application would have it. */
final class ChatroomSocketIo {

  private ChatroomSocketIo() {}

  /**
   * Serves.
   *
   * @param args where the Redis is that has the rooms; none for rooms in memory
   */
  public static void main(String[] args) throws IOException {
    SocketIoTransport transport =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxConnections(Rooms.MAX_CONNECTIONS)
            .maxConnectionsPerAddress(Rooms.MAX_CONNECTIONS)
            .build();
    transport.start(Rooms.open(args));
    Control.serve(transport.address().orElseThrow().getPort());
  }
}
