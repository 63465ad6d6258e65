package dev.chatroom.testkit;

import dev.chatroom.RoomName;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
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
  public RoomLog open(RoomName room, LogTail tail) {
    RoomLog log = memory.open(room, new RemoteTail(tail, tailing));
    return new RoomLog() {
      @Override
      public CompletionStage<AppendResult> append(Command command, Origin origin) {
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        requests.execute(() -> arrive(log, command, origin, result));
        return result;
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  private void arrive(
      RoomLog log, Command command, Origin origin, CompletableFuture<AppendResult> result) {
    if (down) {
      replies.execute(() -> result.completeExceptionally(new IllegalStateException("down")));
    } else {
      AppendResult known = log.append(command, origin).toCompletableFuture().join();
      replies.execute(() -> result.complete(known));
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
  }
}
