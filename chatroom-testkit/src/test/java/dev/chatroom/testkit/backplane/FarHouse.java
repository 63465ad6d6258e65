package dev.chatroom.testkit.backplane;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A backplane that is far away from its nodes, as far as they can tell: what they ask for and what
 * they are told goes by threads of their own, a node can be lost or cut off, and a lease runs out.
 * In truth it is in memory.
 *
 * <p>All that nodes do to logs they do while they hold this.
 */
final class FarHouse implements RemoteBackplaneUnderTest {

  private static final Duration LEASE = Duration.ofMillis(300);

  private final Fault fault;
  private final List<FarNode> nodes = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> sweeping;
  private Backplane memory = newMemory();

  FarHouse(Fault fault) {
    this.fault = fault;
    long period = LEASE.toMillis() / 6;
    sweeping = sweeper.scheduleAtFixedRate(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  private static Backplane newMemory() {
    return ChatRooms.inMemoryBackplane(Clock.systemUTC(), new SecureRandom());
  }

  @Override
  public Backplane node() {
    synchronized (this) {
      FarNode node = new FarNode(this, fault, nodes.size());
      nodes.add(node);
      return node;
    }
  }

  synchronized RoomLog open(int node, RoomName room, RoomOptions options, LogTail tail) {
    RoomLog log = memory.open(fault.room(room), fault.options(options), fault.tells(node, tail));
    return new FaultyLog(fault, node, log);
  }

  private synchronized void sweep() {
    for (FarNode each : nodes) {
      if (fault.looksAfterLeases() && !each.renewedSince(LEASE)) {
        each.lapse();
      }
    }
  }

  void lose(RoomName room, Map<String, String> sessions) {
    RoomLog log = memory.open(room, RoomOptions.defaults(), new TailRecord());
    sessions.forEach(
        (session, occupant) -> log.append(fault.lost(occupant), new Origin(session, 0)));
    log.close();
  }

  @Override
  public void crash(Backplane node) {
    ((FarNode) node).crash();
  }

  @Override
  public void cutOff(Backplane node) {
    ((FarNode) node).reach(false);
  }

  @Override
  public void restore(Backplane node) {
    ((FarNode) node).reach(true);
  }

  @Override
  public synchronized void loseLogs() {
    memory = newMemory();
    if (fault.tellsThatLogsAreLost()) {
      nodes.forEach(FarNode::openAnew);
    }
  }

  @Override
  public Duration lease() {
    return LEASE;
  }

  @Override
  public Duration leaseBound() {
    return fault.patience();
  }

  @Override
  public Duration patience() {
    return fault.patience();
  }

  @Override
  public void close() {
    sweeping.cancel(true);
    sweeper.shutdownNow();
    nodes.forEach(FarNode::crash);
    memory.close();
  }
}
