package dev.chatroom.socketio;

/** A packet of Engine.IO, as it came from a client. */
sealed interface EnginePacket {

  /**
   * Text.
   *
   * @param text its type, a digit, and what it carries
   */
  record Text(String text) implements EnginePacket {}

  /** A binary message. */
  final class Binary implements EnginePacket {
    private final byte[] message;

    Binary(byte[] message) {
      this.message = message;
    }

    /** Returns what it carries; not a copy. */
    byte[] message() {
      return message;
    }
  }
}
