package dev.chatroom.testkit;

import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A backplane that opens logs when the test says so, and until then takes no command. */
final class LateBackplane implements Backplane {

  private final Backplane memory;
  private final List<Late> waiting = new ArrayList<>();
  private boolean reached;

  LateBackplane(Backplane memory) {
    this.memory = memory;
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    Late late = new Late(room, options, tail);
    if (reached) {
      late.open();
    } else {
      waiting.add(late);
    }
    return late;
  }

  /** Opens what waits, and what comes at once. */
  void isReached() {
    reached = true;
    waiting.forEach(Late::open);
    waiting.clear();
  }

  @Override
  public boolean isReachable() {
    return reached;
  }

  @Override
  public void close() {
    memory.close();
  }

  private final class Late implements RoomLog {

    private final RoomName room;
    private final RoomOptions options;
    private final LogTail tail;
    private @Nullable RoomLog log;

    Late(RoomName room, RoomOptions options, LogTail tail) {
      this.room = room;
      this.options = options;
      this.tail = tail;
    }

    void open() {
      log = memory.open(room, options, tail);
      tail.readable();
    }

    @Override
    public CompletionStage<AppendResult> append(Command command, Origin origin) {
      RoomLog opened = log;
      return opened == null
          ? CompletableFuture.failedFuture(new IllegalStateException("not reached"))
          : opened.append(command, origin);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
      RoomLog opened = log;
      return opened == null
          ? CompletableFuture.failedFuture(new IllegalStateException("not reached"))
          : opened.read(before, maxEvents);
    }

    @Override
    public void signal(Signal signal) {
      if (log != null) {
        log.signal(signal);
      }
    }

    @Override
    public void close() {
      if (log != null) {
        log.close();
      }
    }

    @Override
    public void retire() {
      if (log != null) {
        log.retire();
      }
    }
  }
}
