package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the fragments of a message together, up to a bound. On the session's lane. */
final class MessageAssembly {

  private static final int FIRST_BYTES = 4096;
  private static final byte[] NOTHING = {};

  private final int maxBytes;
  private byte[] kept = NOTHING;

  /** A message of one fragment, which is not copied. */
  private @Nullable ByteBuffer whole;

  private long length;

  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes a fragment; one that makes the message too long drops what there is.
   *
   * @param isLast whether the message ends with it: then it is to stay as it is until the text is
   *     taken
   */
  void add(ByteBuffer fragment, boolean isLast) {
    boolean isFirst = length == 0;
    length += fragment.remaining();
    if (isTooLong()) {
      kept = NOTHING;
    } else if (isFirst && isLast) {
      whole = fragment;
    } else {
      keep(fragment);
    }
  }

  private void keep(ByteBuffer fragment) {
    int needed = (int) length;
    if (needed > kept.length) {
      int doubled = Math.min(maxBytes, Math.max(FIRST_BYTES, 2 * kept.length));
      kept = Arrays.copyOf(kept, Math.max(needed, doubled));
    }
    int more = fragment.remaining();
    fragment.get(kept, needed - more, more);
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
    ByteBuffer bytes = whole != null ? whole : ByteBuffer.wrap(kept, 0, (int) length);
    clear();
    // A new decoder reports what it cannot read.
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
    return text.toString();
  }

  /** Forgets the message, and begins another one. */
  void clear() {
    kept = NOTHING;
    whole = null;
    length = 0;
  }
}
