package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;

/** The outbound of a session that has no client behind it. */
enum Discarding implements Outbound {
  OUTBOUND;

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(Frames frames) {}

  @Override
  public void flush() {}

  @Override
  public void close(CloseReason reason) {}
}
