package dev.chatroom.spi;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Where frames begin and end when all that everybody at the same place gets is put together: for a
 * transport that sends each client its part of one stretch of bytes.
 *
 * <pre>{@code
 * FrameOffsets offsets = new FrameOffsets(frames.shared(), frame -> bytes(frame).length);
 * out.write(together, offsets.begin(frames), offsets.length(frames));
 * }</pre>
 *
 * <p>Unmodifiable, and safe for use by any thread.
 */
public final class FrameOffsets {

  private final List<Frame> shared;

  /** Where each frame begins, and where the last one ends. */
  private final int[] begins;

  /**
   * Measures frames.
   *
   * @param shared what everybody at the same place gets: {@link Frames#shared}
   * @param bytes how long each is on the wire, in bytes
   * @throws ArithmeticException when they are more than 2 GiB
   */
  public FrameOffsets(List<Frame> shared, ToIntFunction<Frame> bytes) {
    this.shared = shared;
    this.begins = new int[shared.size() + 1];
    for (int i = 0; i < shared.size(); i++) {
      begins[i + 1] = Math.addExact(begins[i], bytes.applyAsInt(shared.get(i)));
    }
  }

  /**
   * Returns whether frames are a part of these.
   *
   * @param frames what a client gets
   * @return whether it is the same list, and not only an equal one
   */
  public boolean areOf(Frames frames) {
    return shared == frames.shared();
  }

  /** {@return how long all of them are, in bytes} */
  public int length() {
    return begins[shared.size()];
  }

  /**
   * Returns where a part begins.
   *
   * @param frames a part of these
   * @return how many bytes are before it
   */
  public int begin(Frames frames) {
    return begins[frames.from()];
  }

  /**
   * Returns how long a part is.
   *
   * @param frames a part of these
   * @return how many bytes
   */
  public int length(Frames frames) {
    return begins[frames.from() + frames.size()] - begin(frames);
  }
}
