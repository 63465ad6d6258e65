package dev.chatroom.internal;

import dev.chatroom.LeaveReason;
import dev.chatroom.Scheduler;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The sessions that have ended and hold on to their nicknames for a while, for somebody who may
 * come back or because the backplane cannot be told. Safe for use by any thread.
 */
final class Departures {

  private final Scheduler scheduler;
  private final BiConsumer<Command.Detach, Origin> detach;
  private final Runnable over;
  private final Map<Origin, Command.Detach> pending = new ConcurrentHashMap<>();

  /**
   * Makes it without any.
   *
   * @param detach lets go of a nickname
   * @param over is called after each that was delayed
   */
  Departures(Scheduler scheduler, BiConsumer<Command.Detach, Origin> detach, Runnable over) {
    this.scheduler = scheduler;
    this.detach = detach;
    this.over = over;
  }

  /** Lets go after a while. */
  void after(Duration grace, Command.Detach command, Origin origin) {
    pending.put(origin, command);
    scheduler.schedule(grace, () -> end(origin, command));
  }

  /** Lets go of everything now, as the server shuts down. */
  void hurry() {
    pending.forEach(
        (origin, command) ->
            end(origin, new Command.Detach(command.occupant(), LeaveReason.SHUTDOWN)));
  }

  private void end(Origin origin, Command.Detach command) {
    if (pending.remove(origin) != null) {
      detach.accept(command, origin);
      over.run();
    }
  }
}
