package dev.chatroom.testkit.backplane;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one node has of a backplane that all share: when it is closed, its own logs are. */
final class PartOfMemory implements Backplane {

  private final Backplane memory;
  private final List<RoomLog> logs = new CopyOnWriteArrayList<>();

  PartOfMemory(Backplane memory) {
    this.memory = memory;
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    RoomLog log = memory.open(room, options, tail);
    logs.add(log);
    return log;
  }

  @Override
  public void close() {
    logs.forEach(RoomLog::close);
  }
}
