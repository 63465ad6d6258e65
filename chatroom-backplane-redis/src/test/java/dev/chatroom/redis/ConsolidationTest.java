package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsolidationTest {

  private final List<Object> written = new ArrayList<>();
  private final List<Integer> flushedAt = new ArrayList<>();

  /** Stands for the socket. */
  private final class Socket extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      written.add(message);
      promise.setSuccess();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
      flushedAt.add(written.size());
    }
  }

  @Test
  void commands_that_are_asked_for_together_go_out_together() {
    EmbeddedChannel channel = new EmbeddedChannel();
    new Consolidation().afterChannelInitialized(channel);
    channel.pipeline().addFirst(new Socket());

    for (int i = 0; i < 5; i++) {
      send(channel, "command " + i);
    }
    assertThat(flushedAt).isEmpty();

    channel.runPendingTasks();
    assertThat(flushedAt).containsExactly(5);

    send(channel, "one that comes alone");
    channel.runPendingTasks();
    assertThat(flushedAt).containsExactly(5, 6);
  }

  /** Past the channel, which would run pending tasks after each. */
  private static void send(EmbeddedChannel channel, String command) {
    var unused = channel.pipeline().writeAndFlush(command);
  }
}
