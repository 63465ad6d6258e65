package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Backlog backlog = new Backlog(channel);

  private boolean isRead() {
    channel.runPendingTasks();
    return channel.config().isAutoRead();
  }

  @Test
  void what_is_taken_at_once_holds_nothing_up() {
    for (int i = 0; i < 10_000; i++) {
      backlog.add(100);
      backlog.remove(100);
    }
    assertThat(backlog.isFull()).isFalse();
    assertThat(isRead()).isTrue();
  }

  @Test
  void a_connection_is_not_read_while_too_much_waits() {
    backlog.add(Backlog.MAX_BYTES);
    assertThat(backlog.isFull()).isTrue();
    assertThat(isRead()).isFalse();
    backlog.remove(Backlog.MAX_BYTES);
    assertThat(backlog.isFull()).isFalse();
    assertThat(isRead()).isTrue();
  }

  @Test
  void tiny_packets_count_for_what_they_take() {
    for (int i = 0; i <= Backlog.MAX_BYTES / Backlog.PACKET_BYTES; i++) {
      backlog.add(0);
    }
    assertThat(isRead()).isFalse();
  }

  @Test
  void a_connection_that_cannot_be_written_to_is_not_read_again() {
    backlog.add(Backlog.MAX_BYTES);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    backlog.remove(Backlog.MAX_BYTES);
    assertThat(isRead()).isFalse();
  }
}
