package dev.chatroom.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.BackplaneMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerBackplaneMetricsTest {

  private final MockClock clock = new MockClock();
  private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final MicrometerBackplaneMetrics metrics = new MicrometerBackplaneMetrics(registry);

  private double count(String name) {
    return registry.get(name).counter().count();
  }

  private double leaseAge() {
    return registry.get("chatroom.backplane.lease.age").timeGauge().value(TimeUnit.SECONDS);
  }

  private static void everythingHappens(BackplaneMetrics metrics) {
    metrics.roundTrip(Duration.ofMillis(1));
    metrics.unavailable();
    metrics.tailLag(Duration.ofMillis(1));
    metrics.leaseRenewed();
    metrics.leaseLapsed();
    metrics.swept(1);
    metrics.reset();
  }

  @Test
  void round_trips_are_timed() {
    metrics.roundTrip(Duration.ofMillis(2));
    metrics.roundTrip(Duration.ofMillis(4));

    Timer roundTrips = registry.get("chatroom.backplane.roundtrip").timer();
    assertThat(roundTrips.count()).isEqualTo(2);
    assertThat(roundTrips.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
  }

  @Test
  void the_lag_of_the_tail_is_timed() {
    metrics.tailLag(Duration.ofMillis(3));

    assertThat(registry.get("chatroom.backplane.tail.lag").timer().max(TimeUnit.MILLISECONDS))
        .isEqualTo(3);
  }

  @Test
  void what_goes_wrong_is_counted() {
    metrics.unavailable();
    metrics.unavailable();
    metrics.leaseLapsed();
    metrics.swept(7);
    metrics.swept(0);
    metrics.reset();

    assertThat(count("chatroom.backplane.unavailable")).isEqualTo(2);
    assertThat(count("chatroom.backplane.lease.lapsed")).isEqualTo(1);
    assertThat(count("chatroom.backplane.swept")).isEqualTo(7);
    assertThat(count("chatroom.backplane.resets")).isEqualTo(1);
  }

  @Test
  void the_lease_ages_until_it_is_renewed() {
    clock.add(Duration.ofSeconds(2));
    assertThat(leaseAge()).isEqualTo(2);

    metrics.leaseRenewed();
    assertThat(leaseAge()).isZero();
    clock.add(Duration.ofMillis(2_500));
    assertThat(leaseAge()).isEqualTo(2.5);

    metrics.leaseLapsed();
    assertThat(leaseAge()).isEqualTo(2.5);
  }

  @Test
  void what_happens_again_is_not_looked_up_in_the_registry() {
    registry.clear();

    everythingHappens(metrics);

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void instances_that_differ_in_a_tag_share_a_registry() {
    MeterRegistry ours = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    BackplaneMetrics here = new MicrometerBackplaneMetrics(ours, Tags.of("node", "here"));
    BackplaneMetrics there = new MicrometerBackplaneMetrics(ours, Tags.of("node", "there"));

    clock.add(Duration.ofSeconds(5));
    here.leaseRenewed();
    there.swept(3);

    assertThat(ours.get("chatroom.backplane.lease.age").tag("node", "here").timeGauge().value())
        .isZero();
    assertThat(ours.get("chatroom.backplane.lease.age").tag("node", "there").timeGauge().value())
        .isPositive();
    assertThat(ours.get("chatroom.backplane.swept").tag("node", "here").counter().count()).isZero();
    assertThat(ours.getMeters())
        .allSatisfy(
            each ->
                assertThat(each.getId().getTags())
                    .containsAnyOf(Tag.of("node", "here"), Tag.of("node", "there")));
  }

  @Test
  void names_follow_the_conventions_and_every_meter_says_what_it_is() {
    everythingHappens(metrics);

    assertThat(registry.getMeters())
        .hasSize(7)
        .allSatisfy(
            each -> {
              assertThat(each.getId().getName()).matches("chatroom\\.backplane(\\.[a-z]+)+");
              assertThat(each.getId().getDescription()).isNotBlank();
            });
  }
}
