package dev.chatroom.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** So many messages each second, whatever becomes of them. */
final class OpenLoop implements Pace {

  private final Talk talk;
  private final EventLoop loop;
  private final double nanosBetween;
  private long beganNanos;
  private long said;
  private boolean isOn;

  OpenLoop(Talk talk, EventLoop loop, double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
    }
    this.talk = talk;
    this.loop = loop;
    this.nanosBetween = 1e9 / perSecond;
  }

  @Override
  public void start() {
    isOn = true;
    beganNanos = System.nanoTime();
    sayWhatIsDue();
  }

  private void sayWhatIsDue() {
    if (!isOn) {
      return;
    }
    long now = System.nanoTime();
    while (nextNanos() <= now) {
      talk.say(nextNanos());
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
