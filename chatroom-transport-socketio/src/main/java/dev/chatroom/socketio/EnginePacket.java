package dev.chatroom.socketio;

/** A packet of Engine.IO, as it came from a client. */
sealed interface EnginePacket {

  /** Returns whether a text is a packet: its first character is the type, 0 to 6. */
  static boolean isText(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '6';
  }

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
