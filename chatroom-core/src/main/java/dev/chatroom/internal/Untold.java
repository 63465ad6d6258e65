package dev.chatroom.internal;

import dev.chatroom.Scheduler;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that have let go of their nicknames while the backplane could not be told: it is
 * told all of them again every second, until it takes them. Safe for use by any thread.
 */
final class Untold {

  private static final Logger LOG = LoggerFactory.getLogger(Untold.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** What is beyond is left to the backplane, which finds out by itself who is gone with a node. */
  private static final int MOST = 10_000;

  private final Scheduler scheduler;
  private final BiConsumer<Command.Detach, Origin> detach;
  private final Runnable over;
  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean armed = new AtomicBoolean();

  /**
   * Makes it without any.
   *
   * @param detach tells the backplane
   * @param over is called after each that was told again
   */
  Untold(Scheduler scheduler, BiConsumer<Command.Detach, Origin> detach, Runnable over) {
    this.scheduler = scheduler;
    this.detach = detach;
    this.over = over;
  }

  /** Tells it again later; returns whether there was a place for it. */
  boolean add(Command.Detach command, Origin origin) {
    if (size.incrementAndGet() > MOST) {
      size.decrementAndGet();
      LOG.debug("a nickname is left to the backplane, which could not be told of {} others", MOST);
      return false;
    }
    pending.add(new Pending(command, origin));
    if (armed.compareAndSet(false, true)) {
      scheduler.schedule(RETRY_AFTER, this::tellAgain);
    }
    return true;
  }

  private void tellAgain() {
    armed.set(false);
    List<Pending> due = new ArrayList<>();
    for (Pending each = pending.poll(); each != null; each = pending.poll()) {
      due.add(each);
    }
    for (Pending each : due) {
      size.decrementAndGet();
      detach.accept(each.command(), each.origin());
      over.run();
    }
  }

  private record Pending(Command.Detach command, Origin origin) {}
}
