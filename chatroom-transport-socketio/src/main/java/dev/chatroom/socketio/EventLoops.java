package dev.chatroom.socketio;

import io.netty.channel.EventLoopGroup;

/** Whose event loops serve the connections. */
sealed interface EventLoops {

  /** Ours: made at the start, ended at the stop. */
  record Own(Io io, int threads) implements EventLoops {}

  /** The host application's: used, and left as they were. */
  record Shared(EventLoopGroup group) implements EventLoops {}
}
