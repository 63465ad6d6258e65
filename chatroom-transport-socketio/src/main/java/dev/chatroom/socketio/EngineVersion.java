package dev.chatroom.socketio;

import java.util.Optional;

/**
 * The version of the Engine.IO protocol, and with it that of Socket.IO: 3 carries Socket.IO
 * protocol 3 and 4 (clients 1.x and 2.x), 4 carries Socket.IO protocol 5 (clients 3.x and 4.x).
 */
enum EngineVersion {
  /** The client pings; it is in the default namespace from the start. */
  V3,
  /** The server pings; the client asks to be connected to a namespace. */
  V4;

  static Optional<EngineVersion> of(String parameter) {
    return switch (parameter) {
      case "3" -> Optional.of(V3);
      case "4" -> Optional.of(V4);
      default -> Optional.empty();
    };
  }
}
