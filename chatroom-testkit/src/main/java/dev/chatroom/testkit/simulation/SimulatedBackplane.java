package dev.chatroom.testkit.simulation;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The backplane that all nodes share, with a reader of the truth at each of its logs: before the
 * first node, and until the last one lets the log be forgotten. It can lose a log, and then begins
 * another one.
 */
final class SimulatedBackplane implements Backplane {

  private final Supplier<Backplane> backplanes;
  private final Truth truth;
  private final List<Backplane> all = new ArrayList<>();
  private final Map<RoomName, Backplane> anew = new HashMap<>();
  private final Map<RoomName, Kept> logs = new HashMap<>();

  SimulatedBackplane(Supplier<Backplane> backplanes, Truth truth) {
    this.backplanes = backplanes;
    this.truth = truth;
    all.add(backplanes.get());
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    Kept kept = logs.get(room);
    if (kept == null) {
      kept = new Kept(anew.getOrDefault(room, all.get(0)), room, options);
      logs.put(room, kept);
    }
    return kept.follow(options, tail);
  }

  /** Loses a log: those who follow it are told another one. */
  void lose(RoomName room) {
    Kept kept = logs.get(room);
    if (kept != null) {
      Backplane fresh = backplanes.get();
      all.add(fresh);
      anew.put(room, fresh);
      kept.begin(fresh);
    }
  }

  @Override
  public void close() {
    all.forEach(Backplane::close);
  }

  /** A log, and who follows it. */
  private final class Kept {

    private final RoomName room;
    private final RoomOptions options;
    private final List<Followed> followers = new ArrayList<>();
    private Backplane backplane;
    private RoomLog reader;

    Kept(Backplane backplane, RoomName room, RoomOptions options) {
      this.room = room;
      this.options = options;
      this.backplane = backplane;
      this.reader = backplane.open(room, options, truth.reader(room));
    }

    RoomLog follow(RoomOptions theirs, LogTail tail) {
      Followed followed = new Followed(this, tail, backplane.open(room, theirs, tail));
      followers.add(followed);
      return followed;
    }

    /** What is in the log from before is not told any more, as nobody appends to it. */
    void begin(Backplane fresh) {
      RoomTruth before = truth.now(room);
      if (before != null) {
        before.lost();
      }
      backplane = fresh;
      reader = fresh.open(room, options, truth.reader(room));
      followers.forEach(each -> each.log = fresh.open(room, options, each.tail));
      followers.forEach(each -> each.tail.readable());
    }

    void left(Followed follower) {
      followers.remove(follower);
      follower.log.close();
    }

    void retired(Followed follower) {
      left(follower);
      if (followers.isEmpty() && logs.remove(room, this)) {
        reader.close();
      }
      follower.log.retire();
    }
  }

  /** A log as one node has it. */
  private static final class Followed implements RoomLog {

    private final Kept kept;
    private final LogTail tail;
    private RoomLog log;

    Followed(Kept kept, LogTail tail, RoomLog log) {
      this.kept = kept;
      this.tail = tail;
      this.log = log;
    }

    @Override
    public CompletionStage<AppendResult> append(Command command, Origin origin) {
      return log.append(command, origin);
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
      kept.left(this);
    }

    @Override
    public void retire() {
      kept.retired(this);
    }
  }
}
