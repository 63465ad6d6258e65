package dev.chatroom.testkit.backplane;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Ends of bans and mutes that are clearly past or clearly to come, since a backplane outside the
 * process may have a clock of its own; some that an imprecise number does not hold.
 */
final class Ends {

  private final Random random;
  private final List<Instant> all;

  Ends(Random random) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    this.random = random;
    this.all =
        List.of(
            Instant.MAX,
            now.plus(5, ChronoUnit.HOURS),
            now.plus(6, ChronoUnit.HOURS).plusMillis(7),
            now.plus(300_000, ChronoUnit.DAYS).plusNanos(123_456_789),
            Instant.parse("+1000000-01-01T00:00:00.000000001Z"),
            Instant.MIN,
            Instant.EPOCH,
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            now.minus(5, ChronoUnit.HOURS).plusNanos(987_654_321));
  }

  @Nullable Instant any() {
    int which = random.nextInt(all.size() + 1);
    return which == all.size() ? null : all.get(which);
  }
}
