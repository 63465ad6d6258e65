package dev.chatroom.testkit.backplane;

import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Signal;

/** A tail that tells another one, for those that tell it something else. */
class TailOf implements LogTail {

  private final LogTail tail;

  TailOf(LogTail tail) {
    this.tail = tail;
  }

  @Override
  public void opened(LogSnapshot snapshot) {
    tail.opened(snapshot);
  }

  @Override
  public void appended(LogEntry entry) {
    tail.appended(entry);
  }

  @Override
  public void readable() {
    tail.readable();
  }

  @Override
  public void signalled(Signal signal) {
    tail.signalled(signal);
  }
}
