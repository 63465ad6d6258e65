package dev.chatroom.socketio;

import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Something that happens to a connection later, unless it is closed by then. */
final class ChannelAlarm {

  private ChannelAlarm() {}

  /** Runs a task on the connection's event loop; nothing is left of it when the connection is. */
  static void set(Channel channel, long delayNanos, Runnable task) {
    Future<?> alarm = channel.eventLoop().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(closed -> alarm.cancel(false));
  }
}
