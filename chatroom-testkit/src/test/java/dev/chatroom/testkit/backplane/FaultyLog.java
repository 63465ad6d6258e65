package dev.chatroom.testkit.backplane;

import dev.chatroom.Position;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A log that does what a fault says. */
record FaultyLog(Fault fault, int node, RoomLog log) implements RoomLog {

  @Override
  public CompletionStage<AppendResult> append(Command command, Origin origin) {
    return fault.appends(node, log, command, origin);
  }

  @Override
  public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
    return fault.reads(log, before, maxEvents);
  }

  @Override
  public void signal(Signal signal) {
    fault.signals(log, signal);
  }

  @Override
  public void close() {
    fault.closes(log);
  }

  @Override
  public void retire() {
    fault.retires(log);
  }
}
