package dev.chatroom.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ChatMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerChatMetricsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerChatMetrics metrics = new MicrometerChatMetrics(registry);

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private static void everythingHappens(ChatMetrics metrics) {
    metrics.roomOpened();
    metrics.sessionAttached();
    metrics.appended(3, 300);
    metrics.refused("rate_limited");
    metrics.refused("nickname_reserved");
    metrics.lagged(1_000, false);
    metrics.lagged(1_000, true);
    metrics.laneDrained(Duration.ofMillis(2), 5, 700);
    metrics.encoded("message");
    metrics.signalsDropped(4);
    metrics.sessionEnded("disconnected");
    metrics.roomClosed();
  }

  @Test
  void rooms_are_those_that_are_open() {
    metrics.roomOpened();
    metrics.roomOpened();
    metrics.roomClosed();

    assertThat(gauge("chatroom.rooms")).isEqualTo(1);
  }

  @Test
  void sessions_are_those_that_are_attached() {
    metrics.sessionAttached();
    metrics.sessionAttached();
    metrics.sessionAttached();
    metrics.sessionEnded("disconnected");
    metrics.sessionEnded(CloseReason.SLOW_CONSUMER.code());

    assertThat(gauge("chatroom.sessions")).isEqualTo(1);
    assertThat(count("chatroom.sessions.ended", "reason", "disconnected")).isEqualTo(1);
    assertThat(count("chatroom.sessions.ended", "reason", "slow_consumer")).isEqualTo(1);
    assertThat(count("chatroom.sessions.ended", "reason", "going_away")).isZero();
  }

  @Test
  void events_are_counted_and_weighed() {
    metrics.appended(3, 300);
    metrics.appended(1, 50);

    assertThat(count("chatroom.events")).isEqualTo(4);
    assertThat(count("chatroom.bytes")).isEqualTo(350);
    assertThat(registry.get("chatroom.bytes").counter().getId().getBaseUnit()).isEqualTo("bytes");
  }

  @Test
  void refusals_are_counted_by_code() {
    metrics.refused(Refusal.RATE_LIMITED.code());
    metrics.refused("nickname_reserved");
    metrics.refused("nickname_reserved");

    assertThat(count("chatroom.refusals", "code", "rate_limited")).isEqualTo(1);
    assertThat(count("chatroom.refusals", "code", "nickname_reserved")).isEqualTo(2);
    assertThat(count("chatroom.refusals", "code", "nickname_taken")).isZero();
  }

  @Test
  void who_fell_off_the_log_was_reset_or_closed() {
    metrics.lagged(1_000, false);
    metrics.lagged(1_000, false);
    metrics.lagged(9_000, true);

    assertThat(count("chatroom.lagged", "outcome", "reset")).isEqualTo(2);
    assertThat(count("chatroom.lagged", "outcome", "closed")).isEqualTo(1);
  }

  @Test
  void turns_of_lanes_are_timed() {
    metrics.laneDrained(Duration.ofMillis(2), 5, 0);
    metrics.laneDrained(Duration.ofMillis(4), 5, 700);

    assertThat(registry.get("chatroom.lane.drain").timer().count()).isEqualTo(2);
    assertThat(registry.get("chatroom.lane.drain").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(6);
    assertThat(registry.get("chatroom.lane.behind").summary().max()).isEqualTo(700);
    assertThat(registry.get("chatroom.lane.behind").summary().getId().getBaseUnit())
        .isEqualTo("bytes");
  }

  @Test
  void encodings_are_counted() {
    metrics.encoded("message");
    metrics.encoded("left");

    assertThat(count("chatroom.encoded")).isEqualTo(2);
  }

  @Test
  void dropped_signals_are_counted() {
    metrics.signalsDropped(4);
    metrics.signalsDropped(1);

    assertThat(count("chatroom.signals.dropped")).isEqualTo(5);
  }

  @Test
  void a_code_too_many_counts_as_other() {
    for (int i = 0; i < 1_000; i++) {
      metrics.refused("made_up_" + i);
    }

    assertThat(registry.get("chatroom.refusals").counters()).hasSize(101);
    assertThat(count("chatroom.refusals", "code", "made_up_0")).isEqualTo(1);
    assertThat(count("chatroom.refusals", "code", "other"))
        .isEqualTo(1_000.0 - (100 - Refusal.values().length));
    metrics.refused("made_up_0");
    assertThat(count("chatroom.refusals", "code", "made_up_0")).isEqualTo(2);
  }

  @Test
  void threads_that_come_at_once_make_no_more_counters_than_one_and_lose_nothing()
      throws Exception {
    int threads = 8;
    int codes = 500;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Void> refusing =
        () -> {
          start.await(30, TimeUnit.SECONDS);
          for (int i = 0; i < codes; i++) {
            metrics.refused("made_up_" + i);
          }
          return null;
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(refusing));
      }
      for (Future<Void> each : running) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }

    Collection<Counter> refusals = registry.get("chatroom.refusals").counters();
    assertThat(refusals).hasSize(101);
    assertThat(refusals.stream().mapToDouble(Counter::count).sum()).isEqualTo(threads * codes);
    assertThat(count("chatroom.refusals", "code", "made_up_0")).isEqualTo(threads);
  }

  @Test
  void what_happens_again_is_not_looked_up_in_the_registry() {
    everythingHappens(metrics);
    registry.clear();

    everythingHappens(metrics);

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void every_meter_has_the_tags_that_were_asked_for() {
    MeterRegistry ours = new SimpleMeterRegistry();

    everythingHappens(new MicrometerChatMetrics(ours, Tags.of("node", "eu-1")));

    assertThat(ours.getMeters())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.getId().getTags()).contains(Tag.of("node", "eu-1")));
  }

  @Test
  void instances_that_differ_in_a_tag_share_a_registry() {
    MicrometerChatMetrics here = new MicrometerChatMetrics(registry, Tags.of("node", "here"));
    MicrometerChatMetrics there = new MicrometerChatMetrics(registry, Tags.of("node", "there"));

    here.roomOpened();
    there.roomOpened();
    there.roomOpened();

    assertThat(registry.get("chatroom.rooms").tag("node", "here").gauge().value()).isEqualTo(1);
    assertThat(registry.get("chatroom.rooms").tag("node", "there").gauge().value()).isEqualTo(2);
  }

  @Test
  void names_follow_the_conventions_and_every_meter_says_what_it_is() {
    everythingHappens(metrics);

    assertThat(registry.getMeters())
        .allSatisfy(
            each -> {
              assertThat(each.getId().getName()).matches("chatroom(\\.[a-z]+)+");
              assertThat(each.getId().getDescription()).isNotBlank();
            });
  }
}
