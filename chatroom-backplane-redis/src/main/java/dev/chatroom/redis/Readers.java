package dev.chatroom.redis;

import dev.chatroom.spi.LogTail;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who reads what the tail was told. Safe for use by any thread. */
final class Readers {

  private final LogTail tail;
  private final AtomicBoolean waking = new AtomicBoolean();

  Readers(LogTail tail) {
    this.tail = tail;
  }

  /**
   * Wakes them once for all that came in together: a loop does it when it has read what there is.
   */
  void wake() {
    EventExecutor loop = ThreadExecutorMap.currentExecutor();
    if (loop == null || loop.isShuttingDown()) {
      tail.readable();
    } else if (waking.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            waking.set(false);
            tail.readable();
          });
    }
  }
}
