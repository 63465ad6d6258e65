package dev.chatroom.internal;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Logs in the memory of this process; several {@code ChatRooms} in it may share one. */
public final class InMemoryBackplane implements Backplane {

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<RoomName, InMemoryLog> logs = new ConcurrentHashMap<>();

  /**
   * Makes one without any log.
   *
   * @param clock stamps the events
   * @param random makes the epochs
   */
  public InMemoryBackplane(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Within the map's own step, so that a log that is followed cannot be forgotten meanwhile. */
  @Override
  public RoomLog open(RoomName room, RoomOptions options, LogTail tail) {
    AtomicReference<@Nullable RoomLog> opened = new AtomicReference<>();
    logs.compute(
        room,
        (name, known) -> {
          InMemoryLog log =
              known != null
                  ? known
                  : new InMemoryLog(clock, newEpoch(), options, () -> forget(name));
          opened.set(log.follow(tail));
          return log;
        });
    RoomLog log = opened.get();
    if (log == null) {
      throw new IllegalStateException("compute() did not run");
    }
    return log;
  }

  private void forget(RoomName room) {
    logs.computeIfPresent(room, (name, log) -> log.isFollowed() ? log : null);
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
