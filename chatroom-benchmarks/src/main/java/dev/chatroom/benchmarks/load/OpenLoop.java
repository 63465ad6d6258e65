package dev.chatroom.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** So many messages each second, whatever becomes of them. */
final class OpenLoop implements Pace {

  private final LongConsumer say;
  private final EventLoop loop;
  private final double nanosBetween;
  private long beganNanos;
  private long said;
  private boolean isOn;

  /**
   * Makes one.
   *
   * @param say says a message, and is given when it was to be said, by the clock of the loop
   */
  OpenLoop(LongConsumer say, EventLoop loop, double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
    }
    this.say = say;
    this.loop = loop;
    this.nanosBetween = 1e9 / perSecond;
  }

  @Override
  public void start() {
    isOn = true;
    beganNanos = loop.ticker().nanoTime();
    sayWhatIsDue();
  }

  private void sayWhatIsDue() {
    if (!isOn) {
      return;
    }
    long now = loop.ticker().nanoTime();
    while (nextNanos() <= now) {
      say.accept(nextNanos());
      said++;
    }
    var unused = loop.schedule(this::sayWhatIsDue, nextNanos() - now, TimeUnit.NANOSECONDS);
  }

  private long nextNanos() {
    return beganNanos + (long) (said * nanosBetween);
  }

  @Override
  public void stop() {
    isOn = false;
  }

  @Override
  public void everywhere() {}
}
