package dev.chatroom.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** So many messages in flight: when one is everywhere the next one is said. */
final class ClosedLoop implements Pace {

  /** After so long without a message that got everywhere, those in flight are given up. */
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Talk talk;
  private final EventLoop loop;
  private final int inFlight;
  private long progressNanos;
  private boolean isOn;

  ClosedLoop(Talk talk, EventLoop loop, int inFlight) {
    if (inFlight <= 0) {
      throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: > 0)");
    }
    this.talk = talk;
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
    progressNanos = System.nanoTime();
    for (int each = 0; each < inFlight; each++) {
      talk.say(progressNanos);
    }
  }

  private void look() {
    if (!isOn) {
      return;
    }
    if (System.nanoTime() - progressNanos > GIVE_UP_NANOS) {
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
      progressNanos = System.nanoTime();
      talk.say(progressNanos);
    }
  }
}
