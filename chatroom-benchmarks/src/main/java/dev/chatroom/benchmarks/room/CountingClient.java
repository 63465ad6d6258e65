package dev.chatroom.benchmarks.room;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;

/** A client, or many of them, that takes all and counts the frames. */
final class CountingClient implements Outbound {

  private long frames;

  long frames() {
    return frames;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(Frames more) {
    frames += more.size();
  }

  @Override
  public void flush() {}

  @Override
  public void close(CloseReason reason) {}
}
