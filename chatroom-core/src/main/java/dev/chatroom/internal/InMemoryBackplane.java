package dev.chatroom.internal;

import dev.chatroom.RoomName;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Logs in the memory of this process; several {@code ChatRooms} in it may share one. */
public final class InMemoryBackplane implements Backplane {

  private final Clock clock;
  private final RandomGenerator random;
  private final LogBounds bounds;
  private final Map<RoomName, InMemoryLog> logs = new ConcurrentHashMap<>();

  /**
   * Makes one without any log.
   *
   * @param clock stamps the events
   * @param random makes the epochs
   * @param bounds how much of each log is kept for nodes that open it later
   */
  public InMemoryBackplane(Clock clock, RandomGenerator random, LogBounds bounds) {
    this.clock = clock;
    this.random = random;
    this.bounds = bounds;
  }

  @Override
  public RoomLog open(RoomName room, LogTail tail) {
    return logs.computeIfAbsent(room, name -> new InMemoryLog(clock, newEpoch(), bounds))
        .follow(tail);
  }

  private String newEpoch() {
    return Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
  }

  @Override
  public void close() {
    logs.values().forEach(InMemoryLog::close);
    logs.clear();
  }
}
