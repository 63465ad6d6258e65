package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts the fragments of a message together, up to a bound. On the session's lane. */
final class MessageAssembly {

  private static final int FIRST_BYTES = 4096;
  private static final byte[] NOTHING = {};

  private final int maxBytes;
  private byte[] kept = NOTHING;
  private long length;

  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes a fragment; one that makes the message too long drops what there is. */
  void add(ByteBuffer fragment) {
    int more = fragment.remaining();
    long before = length;
    length += more;
    if (isTooLong()) {
      kept = NOTHING;
      return;
    }
    int needed = (int) length;
    if (needed > kept.length) {
      int doubled = Math.min(maxBytes, Math.max(FIRST_BYTES, 2 * kept.length));
      kept = Arrays.copyOf(kept, Math.max(needed, doubled));
    }
    fragment.get(kept, (int) before, more);
  }

  /** Returns how long the message is as far as it has come, in bytes. */
  long length() {
    return length;
  }

  boolean isTooLong() {
    return length > maxBytes;
  }

  /**
   * Returns the message, which has come to its end and is not too long, and begins another one.
   *
   * @throws CharacterCodingException when it is no UTF-8
   */
  String takeText() throws CharacterCodingException {
    ByteBuffer bytes = ByteBuffer.wrap(kept, 0, (int) length);
    clear();
    // A new decoder reports what it cannot read.
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
    return text.toString();
  }

  /** Forgets the message, and begins another one. */
  void clear() {
    kept = NOTHING;
    length = 0;
  }
}
