package dev.chatroom.web;

/** Text frames of a server (RFC 6455 §5.2): whole, not masked. */
public final class WebSocketText {

  private static final byte FIN_TEXT = (byte) 0x81;

  /** With the bit that says that it is compressed (RFC 7692 §6). */
  private static final byte COMPRESSED_FIN_TEXT = (byte) 0xC1;

  private static final int MAX_SHORT = 0xFFFF;

  private WebSocketText() {}

  /**
   * Returns how long the header of a frame is.
   *
   * @param payloadBytes how long its payload is
   * @return bytes
   */
  public static int headerBytes(int payloadBytes) {
    if (payloadBytes < 126) {
      return 2;
    }
    return payloadBytes <= MAX_SHORT ? 4 : 10;
  }

  /**
   * Returns a frame.
   *
   * @param payload UTF-8
   * @return header and payload
   */
  public static byte[] frame(byte[] payload) {
    return frame(FIN_TEXT, payload);
  }

  /**
   * Returns a frame whose payload is compressed.
   *
   * @param payload as RFC 7692 has it
   * @return header and payload
   */
  public static byte[] compressedFrame(byte[] payload) {
    return frame(COMPRESSED_FIN_TEXT, payload);
  }

  private static byte[] frame(byte firstByte, byte[] payload) {
    int header = headerBytes(payload.length);
    byte[] frame = new byte[header + payload.length];
    frame[0] = firstByte;
    if (header == 2) {
      frame[1] = (byte) payload.length;
    } else {
      frame[1] = (byte) (header == 4 ? 126 : 127);
      for (int i = 2, shift = 8 * (header - 3); i < header; i++, shift -= 8) {
        frame[i] = (byte) ((long) payload.length >>> shift);
      }
    }
    System.arraycopy(payload, 0, frame, header, payload.length);
    return frame;
  }
}
