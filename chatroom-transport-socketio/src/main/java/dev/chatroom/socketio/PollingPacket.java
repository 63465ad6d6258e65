package dev.chatroom.socketio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A packet that waits for a poll: text in UTF-8, or a binary message.
 *
 * <p>Its bytes may be shared with other clients, and are not to be changed.
 */
final class PollingPacket {

  private final byte[] shared;
  private final int start;
  private final boolean binary;

  private PollingPacket(byte[] shared, int start, boolean binary) {
    this.shared = shared;
    this.start = start;
    this.binary = binary;
  }

  /** Returns a packet that is the end of some bytes. */
  static PollingPacket text(byte[] bytes, int start) {
    return new PollingPacket(bytes, start, false);
  }

  static PollingPacket text(String packet) {
    return new PollingPacket(packet.getBytes(StandardCharsets.UTF_8), 0, false);
  }

  static PollingPacket binary(byte[] message) {
    return new PollingPacket(message, 0, true);
  }

  boolean isBinary() {
    return binary;
  }

  int length() {
    return shared.length - start;
  }

  String text() {
    return new String(shared, start, length(), StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return start == 0 ? shared : Arrays.copyOfRange(shared, start, shared.length);
  }
}
