package dev.chatroom.testkit.backplane;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node of a {@link FarHouse}: the way there and the way back, which can both be cut. */
final class FarNode implements Backplane {

  final FarHouse house;
  final FarWay there = new FarWay();
  final FarWay back = new FarWay();
  private final Fault fault;
  private final int number;
  private final List<FarLog> logs = new CopyOnWriteArrayList<>();

  /** Its sessions that hold nicknames, with whose. Guarded by the house. */
  private final Map<RoomName, Map<String, String>> holders = new HashMap<>();

  /** What is asked and not answered yet: who is cut off has no answer to it. */
  private final Set<CompletableFuture<?>> asked = ConcurrentHashMap.newKeySet();

  private volatile boolean reached = true;
  private volatile long renewedAt = System.nanoTime();

  /** Whether its lease ran out before. */
  private boolean lapsed;

  FarNode(FarHouse house, Fault fault, int number) {
    this.house = house;
    this.fault = fault;
    this.number = number;
  }

  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    FarLog log = new FarLog(this, room, options, tail);
    logs.add(log);
    there.go(log::open);
    return log;
  }

  @Override
  public boolean isReachable() {
    return reached || !fault.saysThatItIsCutOff();
  }

  void asks(CompletableFuture<?> answer) {
    asked.removeIf(CompletableFuture::isDone);
    asked.add(answer);
  }

  boolean isReached() {
    return reached;
  }

  int number() {
    return number;
  }

  /** What is under way when it is cut off arrives when it is reached again. */
  void reach(boolean yes) {
    synchronized (house) {
      renewedAt = System.nanoTime();
      reached = yes;
      if (!yes && fault.endsLeasesAtACut()) {
        lapse();
      }
      if (yes && !fault.keepsWhatACutOffNodeMisses()) {
        back.drop();
      }
      back.opens(yes);
    }
    if (!yes) {
      asked.forEach(each -> each.completeExceptionally(new IllegalStateException("cut off")));
    }
    logs.forEach(each -> there.go(each::open));
  }

  void crash() {
    synchronized (house) {
      renewedAt = System.nanoTime();
      reached = false;
    }
    there.end();
    back.end();
  }

  /** A node that is reached renews its lease all the time. */
  boolean renewedSince(Duration lease) {
    return reached || System.nanoTime() - renewedAt < lease.toNanos();
  }

  /** Its sessions let go. */
  void lapse() {
    if (!lapsed || fault.looksAfterALeaseAgain()) {
      lapsed |= !holders.isEmpty();
      holders.forEach(house::lose);
    }
    holders.clear();
  }

  void holdsNothing(RoomName room) {
    holders.remove(room);
  }

  Map<String, String> holders(RoomName room) {
    return holders.computeIfAbsent(room, each -> new LinkedHashMap<>());
  }

  void openAnew() {
    holders.clear();
    logs.forEach(FarLog::openAnew);
  }

  void forget(FarLog log) {
    logs.remove(log);
  }

  @Override
  public void close() {
    logs.forEach(RoomLog::close);
    there.endAfterAll();
    back.endAfterAll();
  }
}
