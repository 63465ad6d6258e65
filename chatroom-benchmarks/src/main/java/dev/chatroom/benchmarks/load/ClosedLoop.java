package dev.chatroom.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** So many messages in flight: when one is everywhere the next one is said. */
final class ClosedLoop implements Pace {

  /** After so long without a message that got everywhere, those in flight are given up. */
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongConsumer say;
  private final EventLoop loop;
  private final int inFlight;
  private long progressNanos;
  private boolean isOn;

  /**
   * Makes one.
   *
   * @param say says a message, and is given when, by the clock of the loop
   */
  ClosedLoop(LongConsumer say, EventLoop loop, int inFlight) {
    if (inFlight <= 0) {
      throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: > 0)");
    }
    this.say = say;
    this.loop = loop;
    this.inFlight = inFlight;
  }

  @Override
  public void start() {
    isOn = true;
    sayAll();
    look();
  }

  private void sayAll() {
    progressNanos = loop.ticker().nanoTime();
    for (int each = 0; each < inFlight; each++) {
      say.accept(progressNanos);
    }
  }

  private void look() {
    if (!isOn) {
      return;
    }
    if (loop.ticker().nanoTime() - progressNanos > GIVE_UP_NANOS) {
      sayAll();
    }
    var unused = loop.schedule(this::look, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    isOn = false;
  }

  @Override
  public void everywhere() {
    if (isOn) {
      progressNanos = loop.ticker().nanoTime();
      say.accept(progressNanos);
    }
  }
}
