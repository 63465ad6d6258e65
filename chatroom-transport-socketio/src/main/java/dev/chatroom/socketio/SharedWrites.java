package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.FrameOffsets;
import dev.chatroom.spi.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What many clients get, put together once for each event loop: the frames that a turn of a lane
 * gives to all who are at the same place are one stretch of memory, which every socket sends from.
 *
 * <p>An event loop keeps the last few until its turn is over, and no longer.
 */
final class SharedWrites {

  private final Function<Frame, byte[]> encoding;
  private final Map<EventLoop, OfLoop> loops = new ConcurrentHashMap<>();

  /**
   * Makes one for those clients who are written to in the same way.
   *
   * @param encoding what a frame is on the wire, the same each time
   */
  SharedWrites(Function<Frame, byte[]> encoding) {
    this.encoding = encoding;
  }

  /** Returns what is shared on an event loop; to be used there only. */
  OfLoop on(EventLoop loop) {
    return loops.computeIfAbsent(loop, OfLoop::new);
  }

  /** What is shared on one event loop. */
  final class OfLoop {

    /** As many batches as core remembers, the list of who is here and what is for one included. */
    private static final int KEPT = 8;

    private final EventLoop loop;
    private final @Nullable Joined[] kept = new Joined[KEPT];
    private int oldest;
    private boolean isToForget;

    private OfLoop(EventLoop loop) {
      this.loop = loop;
    }

    /** Returns the frames as they go over the wire, to be written, or released, once. */
    ByteBuf of(Frames frames, ByteBufAllocator memory) {
      for (Joined each : kept) {
        if (each != null && each.offsets.areOf(frames)) {
          return each.part(frames);
        }
      }
      Joined joined = join(frames.shared(), memory);
      ByteBuf part = joined.part(frames);
      keep(joined);
      return part;
    }

    private Joined join(List<Frame> shared, ByteBufAllocator memory) {
      FrameOffsets offsets = new FrameOffsets(shared, frame -> encoding.apply(frame).length);
      ByteBuf bytes = memory.directBuffer(offsets.length(), offsets.length());
      for (Frame each : shared) {
        bytes.writeBytes(encoding.apply(each));
      }
      return new Joined(offsets, bytes);
    }

    private void keep(Joined joined) {
      Joined evicted = joined;
      if (forgetsLater()) {
        evicted = kept[oldest];
        kept[oldest] = joined;
        oldest = (oldest + 1) % KEPT;
      }
      if (evicted != null) {
        evicted.bytes.release();
      }
    }

    private boolean forgetsLater() {
      if (!isToForget) {
        try {
          loop.execute(this::forget);
        } catch (RejectedExecutionException itEnds) {
          return false;
        }
        isToForget = true;
      }
      return true;
    }

    private void forget() {
      isToForget = false;
      for (int i = 0; i < KEPT; i++) {
        Joined each = kept[i];
        kept[i] = null;
        if (each != null) {
          each.bytes.release();
        }
      }
    }
  }

  /** Frames as one stretch of memory. */
  private record Joined(FrameOffsets offsets, ByteBuf bytes) {

    ByteBuf part(Frames frames) {
      return bytes.retainedSlice(offsets.begin(frames), offsets.length(frames));
    }
  }
}
