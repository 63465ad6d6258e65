package dev.chatroom.testkit;

import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A backplane at the other end of a network: commands travel on one executor, their results on
 * another, and what the tail is told on a third, so that a test says which comes first.
 */
final class RemoteBackplane implements Backplane {

  final ManualExecutor requests;
  final ManualExecutor replies;
  final ManualExecutor tailing;
  private final Backplane memory;
  private boolean down;

  RemoteBackplane(
      Backplane memory, ManualExecutor requests, ManualExecutor replies, ManualExecutor tailing) {
    this.memory = memory;
    this.requests = requests;
    this.replies = replies;
    this.tailing = tailing;
  }

  /** From here on no command arrives. */
  void goDown() {
    down = true;
  }

  void comeBack() {
    down = false;
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    RoomLog log = memory.open(room, options, new RemoteTail(tail, tailing));
    return new RoomLog() {
      @Override
      public CompletionStage<AppendResult> append(Command command, Origin origin) {
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        requests.execute(() -> arrive(log, command, origin, result));
        return result;
      }

      @Override
      public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
        return log.read(before, maxEvents);
      }

      @Override
      public void signal(Signal signal) {
        log.signal(signal);
      }

      @Override
      public void close() {
        requests.execute(log::close);
      }

      @Override
      public void retire() {
        requests.execute(log::retire);
      }
    };
  }

  private void arrive(
      RoomLog log, Command command, Origin origin, CompletableFuture<AppendResult> result) {
    if (down) {
      replies.execute(() -> result.completeExceptionally(new IllegalStateException("down")));
    } else {
      // The memory answers at once; a log that this node has closed refuses.
      log.append(command, origin)
          .whenComplete(
              (known, failure) ->
                  replies.execute(
                      () -> {
                        if (failure == null) {
                          result.complete(known);
                        } else {
                          result.completeExceptionally(failure);
                        }
                      }));
    }
  }

  @Override
  public void close() {
    memory.close();
  }

  private record RemoteTail(LogTail tail, Executor tailing) implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {
      tail.opened(snapshot);
    }

    @Override
    public void appended(LogEntry entry) {
      tailing.execute(
          () -> {
            tail.appended(entry);
            tail.readable();
          });
    }

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {
      tailing.execute(() -> tail.signalled(signal));
    }
  }
}
