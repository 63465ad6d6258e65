package dev.chatroom.testkit.backplane;

import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A log of a {@link FarHouse} as one of its nodes has it. What is not final the house guards. */
final class FarLog implements RoomLog {

  private final FarNode node;
  private final RoomName room;
  private final RoomOptions options;
  private final LogTail tail;
  private @Nullable RoomLog log;
  private boolean wanted;
  private volatile boolean closed;

  FarLog(FarNode node, RoomName room, RoomOptions options, LogTail tail) {
    this.node = node;
    this.room = room;
    this.options = options;
    this.tail = tail;
  }

  /** Where it is not reached, later. */
  void open() {
    synchronized (node.house) {
      wanted = true;
      if (log == null && !closed && node.isReached()) {
        log = node.house.open(node.number(), room, options, new FarTail());
      }
    }
  }

  void openAnew() {
    if (wanted && !closed) {
      log = node.house.open(node.number(), room, options, new FarTail());
    }
  }

  @Override
  public CompletionStage<AppendResult> append(Command command, Origin origin) {
    return ask(
        far -> {
          CompletionStage<AppendResult> result = far.append(command, origin);
          remember(command, origin);
          return result;
        });
  }

  private void remember(Command command, Origin origin) {
    String session = origin.session();
    if (command instanceof Command.Claim claim) {
      node.holders(room).put(session, claim.occupant());
    } else if (command instanceof Command.Attach attach) {
      node.holders(room).put(session, attach.occupant());
    } else if (command instanceof Command.Detach) {
      node.holders(room).remove(session);
    }
  }

  @Override
  public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
    return ask(far -> far.read(before, maxEvents));
  }

  private <T> CompletionStage<T> ask(Function<RoomLog, CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(new IllegalStateException("closed"));
    }
    node.there.go(
        () -> {
          open();
          Runnable told = asked(question, answer);
          node.back.go(told);
        });
    return answer;
  }

  /** What is not reached answers by itself; what is reached by the way back. */
  private <T> Runnable asked(
      Function<RoomLog, CompletionStage<T>> question, CompletableFuture<T> answer) {
    synchronized (node.house) {
      RoomLog far = log;
      if (far == null || closed || !node.isReached()) {
        answer.completeExceptionally(new IllegalStateException("not reached"));
        return () -> {};
      }
      node.asks(answer);
      CompletionStage<T> known = question.apply(far);
      return () -> known.whenComplete((result, failure) -> complete(answer, result, failure));
    }
  }

  private static <T> void complete(
      CompletableFuture<T> answer, @Nullable T result, @Nullable Throwable failure) {
    if (result != null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(
          failure != null ? failure : new IllegalStateException("no result"));
    }
  }

  @Override
  public void signal(Signal signal) {
    node.there.go(() -> ifOpen(far -> far.signal(signal)));
  }

  @Override
  public void close() {
    end(RoomLog::close);
  }

  @Override
  public void retire() {
    end(RoomLog::retire);
  }

  private void end(Consumer<RoomLog> end) {
    if (!closed) {
      closed = true;
      node.forget(this);
      node.there.go(
          () ->
              ifOpen(
                  far -> {
                    end.accept(far);
                    node.holdsNothing(room);
                  }));
    }
  }

  private void ifOpen(Consumer<RoomLog> task) {
    synchronized (node.house) {
      RoomLog far = log;
      if (far != null && node.isReached()) {
        task.accept(far);
      }
    }
  }

  /** Tells by the way back, until this is closed. */
  private final class FarTail implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {
      tell(() -> tail.opened(snapshot));
    }

    @Override
    public void appended(LogEntry entry) {
      tell(() -> tail.appended(entry));
    }

    @Override
    public void readable() {
      tell(tail::readable);
    }

    @Override
    public void signalled(Signal signal) {
      tell(() -> tail.signalled(signal));
    }

    private void tell(Runnable what) {
      node.back.go(
          () -> {
            if (!closed) {
              what.run();
            }
          });
    }
  }
}
