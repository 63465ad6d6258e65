package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private final MockTicker clock = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();
  private final EventLoop loop = channel.eventLoop();
  private final List<Long> saidMillis = new ArrayList<>();

  private void say(long nanos) {
    saidMillis.add(TimeUnit.NANOSECONDS.toMillis(nanos - clock.initialNanoTime()));
  }

  private void pass(long millis) {
    clock.advanceMillis(millis);
    channel.runPendingTasks();
  }

  @Test
  void an_open_loop_says_something_each_time_that_it_is_due() {
    Pace pace = new OpenLoop(this::say, loop, 100);
    pace.start();
    pass(10);
    pass(5);
    pass(5);

    assertThat(saidMillis).containsExactly(0L, 10L, 20L);
  }

  @Test
  void an_open_loop_that_is_late_says_when_it_was_due() {
    Pace pace = new OpenLoop(this::say, loop, 100);
    pace.start();
    pass(35);

    assertThat(saidMillis).containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void an_open_loop_ends() {
    Pace pace = new OpenLoop(this::say, loop, 100);
    pace.start();
    pace.stop();
    pass(100);

    assertThat(saidMillis).containsExactly(0L);
  }

  @Test
  void a_closed_loop_says_one_for_each_that_is_everywhere() {
    Pace pace = new ClosedLoop(this::say, loop, 3);
    pace.start();
    pass(10);
    assertThat(saidMillis).containsExactly(0L, 0L, 0L);

    pace.everywhere();
    assertThat(saidMillis).containsExactly(0L, 0L, 0L, 10L);

    pace.stop();
    pace.everywhere();
    assertThat(saidMillis).hasSize(4);
  }

  @Test
  void a_closed_loop_whose_messages_are_lost_gives_them_up() {
    Pace pace = new ClosedLoop(this::say, loop, 2);
    pace.start();
    for (int second = 1; second <= 6; second++) {
      pass(1000);
    }

    assertThat(saidMillis).containsExactly(0L, 0L, 6000L, 6000L);
  }

  @Test
  void a_pace_of_nothing_is_none() {
    assertThatThrownBy(() -> new OpenLoop(this::say, loop, 0))
        .hasMessage("perSecond: 0.0 (expected: > 0)");
    assertThatThrownBy(() -> new ClosedLoop(this::say, loop, 0))
        .hasMessage("inFlight: 0 (expected: > 0)");
  }
}
