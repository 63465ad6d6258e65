package dev.chatroom.testkit.simulation;

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
import dev.chatroom.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The network between one node and a backplane: commands, their results, and what the tail is told
 * travel apart, each in order. It can be cut and it heals, and it ends with its node.
 */
final class SimulatedLink implements Backplane {

  private final Backplane backplane;
  private final Turns turns;
  private final ManualExecutor requests;
  private final ManualExecutor replies;
  private final ManualExecutor tailing;
  private final List<FarLog> logs = new ArrayList<>();
  private boolean cut;
  private boolean failing;
  private boolean dead;
  private int arriving;

  SimulatedLink(Backplane backplane, Turns turns) {
    this.backplane = backplane;
    this.turns = turns;
    this.requests = turns.newExecutor();
    this.replies = turns.newExecutor();
    this.tailing = turns.newExecutor();
  }

  /**
   * Cuts it.
   *
   * @param failsCommands whether commands fail until it heals, those under way included, whether
   *     they have arrived or not; otherwise they wait
   */
  void cut(boolean failsCommands) {
    cut = true;
    failing = failsCommands;
    turns.halt(tailing);
    if (failing) {
      turns.resume(requests);
      turns.resume(replies);
    } else {
      turns.halt(requests);
      turns.halt(replies);
    }
  }

  boolean isCut() {
    return cut;
  }

  /** Connects it again. What was told last is told twice, as after a lost acknowledgement. */
  void heal() {
    if (dead) {
      return;
    }
    cut = false;
    failing = false;
    logs.forEach(FarLog::tellAgain);
    turns.resume(requests);
    turns.resume(replies);
    turns.resume(tailing);
  }

  /**
   * Ends it with its node.
   *
   * @param stillArriving how many of the commands under way may still arrive
   */
  void die(int stillArriving) {
    heal();
    dead = true;
    arriving = stillArriving;
    turns.halt(replies);
    turns.halt(tailing);
  }

  /** The backplane has waited long enough for a node that is dead. */
  void expire() {
    turns.halt(requests);
    logs.forEach(FarLog::expire);
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    FarLog log = new FarLog(tail);
    logs.add(log);
    log.open(backplane.open(room, options, log));
    return log;
  }

  @Override
  public void close() {}

  /** One room's log, seen from the node. */
  private final class FarLog implements RoomLog, LogTail {

    private final LogTail tail;
    private @Nullable RoomLog log;
    private @Nullable LogEntry last;
    private @Nullable Position told;
    private boolean closed;

    FarLog(LogTail tail) {
      this.tail = tail;
    }

    void open(RoomLog opened) {
      log = opened;
    }

    private RoomLog log() {
      RoomLog opened = log;
      if (opened == null) {
        throw new IllegalStateException("the log is not open yet");
      }
      return opened;
    }

    @Override
    public CompletionStage<AppendResult> append(Command command, Origin origin) {
      CompletableFuture<AppendResult> result = new CompletableFuture<>();
      requests.execute(() -> arrive(command, origin, result));
      return result;
    }

    private void arrive(Command command, Origin origin, CompletableFuture<AppendResult> result) {
      if (dead && arriving-- <= 0) {
        return;
      }
      if (!failing) {
        log()
            .append(command, origin)
            .whenComplete((known, failure) -> replies.execute(() -> reply(known, result)));
      } else {
        replies.execute(() -> fail(result));
      }
    }

    /** Nothing is known when the backplane failed. */
    private void reply(@Nullable AppendResult known, CompletableFuture<AppendResult> result) {
      if (failing || known == null) {
        fail(result);
      } else {
        result.complete(known);
      }
    }

    private static void fail(CompletableFuture<?> result) {
      result.completeExceptionally(new IllegalStateException("the node is cut off"));
    }

    @Override
    public CompletionStage<List<LogEntry>> read(Position before, int maxEvents) {
      CompletableFuture<List<LogEntry>> result = new CompletableFuture<>();
      requests.execute(
          () -> {
            if (failing) {
              replies.execute(() -> fail(result));
            } else {
              log()
                  .read(before, maxEvents)
                  .thenAccept(known -> replies.execute(() -> result.complete(known)));
            }
          });
      return result;
    }

    @Override
    public void signal(Signal signal) {
      requests.execute(() -> log().signal(signal));
    }

    /** The first time before the node goes on; again, when the log was lost, in order. */
    @Override
    public void opened(LogSnapshot snapshot) {
      if (log == null) {
        open(snapshot);
      } else {
        last = null;
        tailing.execute(
            () -> {
              if (!closed) {
                open(snapshot);
              }
            });
      }
    }

    private void open(LogSnapshot snapshot) {
      told = snapshot.head();
      tail.opened(snapshot);
    }

    @Override
    public void appended(LogEntry entry) {
      last = entry;
      tailing.execute(() -> tell(entry));
    }

    private void tell(LogEntry entry) {
      Position next = entry.event().position();
      Position before = told;
      boolean again =
          before != null && next.epoch().equals(before.epoch()) && next.offset() <= before.offset();
      if (!closed && !again) {
        told = next;
        tail.appended(entry);
      }
    }

    void tellAgain() {
      LogEntry entry = last;
      if (entry != null) {
        tailing.execute(() -> tell(entry));
      }
    }

    @Override
    public void readable() {
      tailing.execute(
          () -> {
            if (!closed) {
              tail.readable();
            }
          });
    }

    @Override
    public void signalled(Signal signal) {
      tailing.execute(
          () -> {
            if (!closed) {
              tail.signalled(signal);
            }
          });
    }

    /** In order after the commands, as it would be on a connection. */
    @Override
    public void close() {
      closed = true;
      requests.execute(log()::close);
    }

    @Override
    public void retire() {
      closed = true;
      requests.execute(log()::retire);
    }

    void expire() {
      log().close();
    }
  }
}
