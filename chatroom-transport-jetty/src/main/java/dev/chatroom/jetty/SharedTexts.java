package dev.chatroom.jetty;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.FrameOffsets;
import dev.chatroom.spi.Frames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What many clients of a lane get, put together once: the frames that all get who are at the same
 * place of a room are one stretch of memory, which is written to each. On the lane.
 *
 * <p>The last few are kept until {@link #forget}, when the lane's turn is over.
 */
final class SharedTexts {

  /** As many batches as core remembers, the list of who is here and what is for one included. */
  private static final int KEPT = 8;

  private final @Nullable Joined[] kept = new Joined[KEPT];
  private int oldest;

  /** Returns the frames as they go over the wire, to be read and not changed. */
  ByteBuffer of(Frames frames) {
    if (frames.size() == 1) {
      return ByteBuffer.wrap(encoded(frames.get(0)));
    }
    for (Joined each : kept) {
      if (each != null && each.offsets.areOf(frames)) {
        return each.part(frames);
      }
    }
    Joined joined = new Joined(frames.shared());
    kept[oldest] = joined;
    oldest = (oldest + 1) % KEPT;
    return joined.part(frames);
  }

  private static byte[] encoded(Frame frame) {
    return frame.encoded(JettyFormat.UTF_8).frame();
  }

  void forget() {
    Arrays.fill(kept, null);
  }

  /** Frames as one stretch of memory. */
  private static final class Joined {

    private final FrameOffsets offsets;
    private final byte[] bytes;

    Joined(List<Frame> shared) {
      this.offsets = new FrameOffsets(shared, frame -> encoded(frame).length);
      ByteBuffer joined = ByteBuffer.allocate(offsets.length());
      shared.forEach(each -> joined.put(encoded(each)));
      this.bytes = joined.array();
    }

    ByteBuffer part(Frames frames) {
      return ByteBuffer.wrap(bytes, offsets.begin(frames), offsets.length(frames));
    }
  }
}
