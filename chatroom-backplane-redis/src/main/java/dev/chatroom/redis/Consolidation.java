package dev.chatroom.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Commands that are asked for together go out in one write, and in one record of TLS. What is said
 * in a busy room comes in bursts; Redis then answers a burst at once, and each node reads it at
 * once and gives it to its clients in one write for each, not in as many as there are messages.
 */
final class Consolidation implements NettyCustomizer {

  private static final int MAX_COMMANDS =
      FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES;

  /** Who asks is before it, and all that makes bytes of commands behind it. */
  @Override
  public void afterChannelInitialized(Channel channel) {
    boolean alsoOutsideOfReads = true;
    channel.pipeline().addLast(new FlushConsolidationHandler(MAX_COMMANDS, alsoOutsideOfReads));
  }
}
