package dev.chatroom.jetty;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.CyclicTimeout;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The one alarm of a session, set again and again for whatever is next. Jetty's timer is asked for
 * an earlier wake-up only, so that setting it costs next to nothing. On the session's lane.
 */
final class Alarm {

  private final CyclicTimeout timeout;

  // What an alarm that was set before is for is no more, though it may be on its way to the lane.
  private Runnable task = () -> {};
  private long due;

  Alarm(Scheduler scheduler, Executor lane) {
    this.timeout =
        new CyclicTimeout(scheduler) {
          @Override
          public void onTimeoutExpired() {
            lane.execute(Alarm.this::ring);
          }
        };
  }

  /** Runs something on the lane after a while, instead of what it was set for. */
  void set(long delayNanos, Runnable then) {
    task = then;
    due = System.nanoTime() + delayNanos;
    timeout.schedule(delayNanos, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    if (System.nanoTime() - due >= 0) {
      Runnable now = task;
      task = () -> {};
      now.run();
    }
  }

  /** Leaves nothing behind in the timer. */
  void stop() {
    task = () -> {};
    timeout.destroy();
  }
}
