package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptedChannelsTest {

  private final Logged logged = new Logged(AcceptedChannels.class);
  private final EmbeddedChannel listening = new EmbeddedChannel(new AcceptedChannels());

  @BeforeEach
  void stopTheClock() {
    listening.freezeTime();
  }

  /** Throws what came to the end of the pipeline, where Netty would log it with its stack. */
  @AfterEach
  void nothing_is_passed_on() {
    logged.close();
    listening.finishAndReleaseAll();
    listening.checkException();
  }

  private void fail() {
    listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));
  }

  private void pass(int seconds) {
    listening.advanceTimeBy(seconds, TimeUnit.SECONDS);
    listening.runScheduledPendingTasks();
  }

  @Test
  void after_a_failed_accept_it_pauses_for_a_second() {
    fail();
    assertThat(listening.config().isAutoRead()).isFalse();
    pass(1);
    assertThat(listening.config().isAutoRead()).isTrue();
  }

  @Test
  void failures_are_told_once_for_each_spell() {
    for (int second = 0; second < 100; second++) {
      fail();
      pass(1);
    }
    assertThat(logged.above(Level.DEBUG))
        .singleElement()
        .asString()
        .startsWith("WARN cannot accept connections: java.io.IOException: Too many open files");
    pass(60);
    fail();
    assertThat(logged.above(Level.DEBUG)).hasSize(2);
  }

  @Test
  void a_socket_that_is_closed_accepts_no_more() {
    fail();
    listening.close();
    pass(1);
    assertThat(listening.config().isAutoRead()).isFalse();
  }
}
