package dev.chatroom.testkit.simulation;

import dev.chatroom.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Law 9, for limits of rates: who is told to wait, waits as long and tries again, is not told to
 * wait. It is meant for limits that hold for one session alone.
 */
final class HonestRates implements Law {

  private final Breaches breaches;
  private final Clock clock;

  HonestRates(Breaches breaches, Clock clock) {
    this.breaches = breaches;
    this.clock = clock;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Waits(connection);
  }

  private final class Waits implements Watch {

    private final SimulatedConnection connection;
    private final Map<Sent, Try> tries = new HashMap<>();
    private final Map<Boolean, Integer> counts = new HashMap<>();

    /** By whether something was said: which try was refused last, and until when. */
    private final Map<Boolean, Try> refused = new HashMap<>();

    Waits(SimulatedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void sent(Sent command) {
      int number = counts.merge(command.isSaying(), 1, Integer::sum);
      if (command.claimsFirst()) {
        counts.merge(false, 1, Integer::sum);
      }
      tries.put(command, new Try(number, clock.instant()));
    }

    @Override
    public void answered(Sent command, Map<String, Object> answer) {
      Try now = tries.remove(command);
      String wait = Fields.text(answer, "retryAfter");
      boolean isTooSoon = Fields.text(answer, "code").equals(Refusal.RATE_LIMITED.code());
      if (now == null || !isTooSoon || wait.isEmpty() || command.claimsFirst()) {
        return;
      }
      @Nullable Try before = refused.get(command.isSaying());
      breaches.expect(
          before == null || now.number() != before.number() + 1 || now.at().isBefore(before.at()),
          Answered.LAW,
          () -> command + " has waited as long as it was told, and is to wait: " + connection);
      Instant until = clock.instant().plusMillis(Long.parseLong(wait));
      refused.put(command.isSaying(), new Try(now.number(), until));
    }
  }

  private record Try(int number, Instant at) {}
}
