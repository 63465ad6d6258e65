package dev.chatroom.testkit;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomName;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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
  private final Queue<Runnable> waiting = new ArrayDeque<>();
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
    waiting.forEach(requests::execute);
    waiting.clear();
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
  public RoomLog open(RoomName room, LogTail tail) {
    FarLog log = new FarLog(tail);
    logs.add(log);
    log.open(backplane.open(room, log));
    return log;
  }

  @Override
  public void close() {}

  /** One room's log, seen from the node. */
  private final class FarLog implements RoomLog, LogTail {

    private final LogTail tail;
    private final Set<String> held = new LinkedHashSet<>();
    private @Nullable RoomLog log;
    private @Nullable LogEntry last;
    private long told;
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
        held.add(command.occupant());
        log()
            .append(command, origin)
            .whenComplete((known, failure) -> replies.execute(() -> reply(known, result)));
      } else if (mustArrive(command)) {
        waiting.add(() -> arrive(command, origin, result));
      } else {
        replies.execute(() -> fail(result));
      }
    }

    /** What a session says last is said once; a backplane that is away hears it when it is back. */
    private static boolean mustArrive(Command command) {
      return command instanceof Command.Leave leave && leave.reason() != LeaveReason.LEFT;
    }

    /** Nothing is known when the backplane failed. */
    private void reply(@Nullable AppendResult known, CompletableFuture<AppendResult> result) {
      if (failing || known == null) {
        fail(result);
      } else {
        result.complete(known);
      }
    }

    private static void fail(CompletableFuture<AppendResult> result) {
      result.completeExceptionally(new IllegalStateException("the node is cut off"));
    }

    @Override
    public void opened(LogSnapshot snapshot) {
      told = snapshot.head().offset();
      tail.opened(snapshot);
    }

    @Override
    public void appended(LogEntry entry) {
      last = entry;
      tailing.execute(() -> tell(entry));
    }

    private void tell(LogEntry entry) {
      boolean again = entry.event().position().offset() <= told;
      if (!closed && !again) {
        told = entry.event().position().offset();
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

    /** In order after the commands, as it would be on a connection. */
    @Override
    public void close() {
      closed = true;
      requests.execute(log()::close);
    }

    void expire() {
      letLeave();
      log().close();
    }

    private void letLeave() {
      for (String each : held) {
        Command leave = new Command.Leave(each, LeaveReason.DISCONNECTED);
        log().append(leave, new Origin(each, Long.MAX_VALUE));
      }
    }
  }
}
