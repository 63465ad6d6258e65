package dev.chatroom.internal;

import dev.chatroom.Scheduler;
import dev.chatroom.policy.PresencePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which list of nicknames a lane gives its clients: a new one at most once per window, and the last
 * one always, when the window has ended.
 *
 * <p>All fields but {@code due} and {@code armed} belong to the lane.
 */
final class ListWindow {

  private final PresencePolicy policy;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Runnable wake;
  private @Nullable LocalLog log;
  private @Nullable Roster given;
  private Instant ends = Instant.MIN;
  private volatile boolean armed;
  private volatile boolean due;

  /**
   * Makes a window that is not open.
   *
   * @param wake is called when a window has ended in which there was something new
   */
  ListWindow(PresencePolicy policy, Clock clock, Scheduler scheduler, Runnable wake) {
    this.policy = policy;
    this.clock = clock;
    this.scheduler = scheduler;
    this.wake = wake;
  }

  /** Returns whether a window has ended since this was asked last, so that there may be a list. */
  boolean takeDue() {
    boolean was = due;
    due = false;
    return was;
  }

  /** Returns whether there is a newer list to give, and it may be given now. */
  boolean allows(LocalLog current, Place place) {
    Roster before = given;
    if (before == null || log != current) {
      return true;
    }
    if (before.version() == place.version()) {
      return false;
    }
    Instant now = clock.instant();
    // Further away than any window is wide, it is because the clock was set back.
    boolean open = now.isBefore(ends) && !ends.isAfter(now.plus(policy.maxWindow()));
    if (open) {
      arm(Duration.between(now, ends));
    }
    return !open;
  }

  /** Gives a list, and opens a window after it. */
  void give(LocalLog current, Roster roster) {
    log = current;
    given = roster;
    ends = clock.instant().plus(policy.window(roster.occupants().size()));
  }

  /** Returns the list that was given last. */
  @Nullable Roster given() {
    return given;
  }

  private void arm(Duration delay) {
    if (!armed) {
      armed = true;
      scheduler.schedule(delay, this::end);
    }
  }

  private void end() {
    armed = false;
    due = true;
    wake.run();
  }
}
