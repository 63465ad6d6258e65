package dev.chatroom.internal;

import dev.chatroom.LeaveReason;
import dev.chatroom.Scheduler;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The sessions that have ended and hold on to their nicknames for a while: of each occupant the one
 * that ended last, as it holds the nickname for longest. Safe for use by any thread.
 */
final class Departures {

  private final Scheduler scheduler;
  private final BiConsumer<Command.Detach, Origin> detach;
  private final Runnable over;
  private final Map<String, Departure> pending = new ConcurrentHashMap<>();

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

  private record Departure(
      Command.Detach command, Origin origin, CompletableFuture<Scheduler.Cancellable> alarm) {}

  /** Lets go after a while, of a nickname that the session holds. */
  void after(Duration grace, Command.Detach command, Origin origin) {
    Departure departure = new Departure(command, origin, new CompletableFuture<>());
    Departure before = pending.put(command.occupant(), departure);
    departure.alarm().complete(scheduler.schedule(grace, () -> end(departure, command)));
    if (before != null) {
      letGo(before, before.command());
    }
  }

  /** Lets go of everything now, as the server shuts down. */
  void hurry() {
    pending.forEach(
        (occupant, departure) ->
            end(departure, new Command.Detach(occupant, LeaveReason.SHUTDOWN)));
  }

  private void end(Departure departure, Command.Detach command) {
    if (pending.remove(command.occupant(), departure)) {
      letGo(departure, command);
    }
  }

  private void letGo(Departure departure, Command.Detach command) {
    var unused = departure.alarm().thenAccept(Scheduler.Cancellable::cancel);
    detach.accept(command, departure.origin());
    over.run();
  }
}
