package dev.chatroom;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What rooms are like when they are made.
 *
 * <pre>{@code
 * RoomOptions staff = RoomOptions.defaults()
 *     .withAccess(RoomAccess.OPEN.membersOnly(true))
 *     .withHistory(new RoomOptions.History(200, 1 << 20, Duration.ofDays(1)));
 * }</pre>
 *
 * @param capacity how many may be in it
 * @param log how much of its log is kept
 * @param history how much of what was said a newcomer gets
 * @param access who may come in and speak at first; where the log exists already, it says
 * @param retireAfter how long a room that connections made stays when nobody is in it; for good
 *     when absent. Rooms that the application declared or asked for always stay, and so do those
 *     with a ban in force
 */
public record RoomOptions(
    Capacity capacity,
    Log log,
    History history,
    RoomAccess access,
    @Nullable Duration retireAfter) {

  private static final RoomOptions DEFAULTS =
      new RoomOptions(
          new Capacity(10_000, 10_000),
          new Log(1_024, 1024 * 1024, Duration.ofDays(1)),
          new History(50, 256 * 1024, Duration.ofDays(1)),
          RoomAccess.OPEN,
          Duration.ofMinutes(10));

  /**
   * Checks that the time is not negative.
   *
   * @param capacity how many may be in it
   * @param log how much of its log is kept
   * @param history how much of what was said a newcomer gets
   * @param access who may come in and speak at first
   * @param retireAfter how long a room that connections made stays when nobody is in it
   */
  public RoomOptions {
    if (retireAfter != null && retireAfter.isNegative()) {
      throw new IllegalArgumentException("retireAfter: " + retireAfter + " (expected: >= 0)");
    }
  }

  /**
   * Returns the defaults: 10,000 sessions and as many occupants; a log of 1,024 events, 1 MiB and a
   * day; a history of 50 messages, 256 KiB and a day; open to all; retired after 10 minutes.
   *
   * @return the defaults
   */
  public static RoomOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the same options with another capacity.
   *
   * @param value how many may be in it
   * @return the changed options
   */
  public RoomOptions withCapacity(Capacity value) {
    return new RoomOptions(value, log, history, access, retireAfter);
  }

  /**
   * Returns the same options with another log.
   *
   * @param value how much of it is kept
   * @return the changed options
   */
  public RoomOptions withLog(Log value) {
    return new RoomOptions(capacity, value, history, access, retireAfter);
  }

  /**
   * Returns the same options with another history.
   *
   * @param value how much of what was said a newcomer gets
   * @return the changed options
   */
  public RoomOptions withHistory(History value) {
    return new RoomOptions(capacity, log, value, access, retireAfter);
  }

  /**
   * Returns the same options with other access.
   *
   * @param value who may come in and speak at first
   * @return the changed options
   */
  public RoomOptions withAccess(RoomAccess value) {
    return new RoomOptions(capacity, log, history, value, retireAfter);
  }

  /**
   * Returns the same options with another time to stay when empty.
   *
   * @param value how long; for good when absent
   * @return the changed options
   */
  public RoomOptions withRetireAfter(@Nullable Duration value) {
    return new RoomOptions(capacity, log, history, access, value);
  }

  /**
   * How many may be in a room; more are refused {@code room_full}.
   *
   * @param sessions how many connections from outside, on this node; at least 1
   * @param occupants how many nicknames, on all nodes; at least 1
   */
  public record Capacity(int sessions, int occupants) {

    /**
     * Checks the bounds given above.
     *
     * @param sessions how many connections from outside, on this node
     * @param occupants how many nicknames, on all nodes
     */
    public Capacity {
      atLeast(1, "sessions", sessions);
      atLeast(1, "occupants", occupants);
    }
  }

  /**
   * How much of a room's log is kept in memory, for slow readers, for clients that come back, and
   * for reading backwards; what is older is dropped.
   *
   * @param events how many events; at least 1
   * @param bytes how many bytes: each event counts its text in UTF-8 and 320 more; at least 1. The
   *     last event is kept whatever it counts. Encoded forms come on top, once for each wire format
   *     in use; see docs/operations.md
   * @param age how old an event may be; positive
   */
  public record Log(int events, long bytes, Duration age) {

    /**
     * Checks the bounds given above.
     *
     * @param events how many events
     * @param bytes how many bytes
     * @param age how old an event may be
     */
    public Log {
      atLeast(1, "events", events);
      atLeast(1, "bytes", bytes);
      positive("age", age);
    }
  }

  /**
   * How much of what was said a newcomer gets, and one page of reading backwards brings.
   *
   * @param messages how many messages; 0 for none
   * @param bytes how many bytes: each message counts its text in UTF-8 and 320 more; at least 0
   * @param age how old a message may be; positive
   */
  public record History(int messages, long bytes, Duration age) {

    /**
     * Checks the bounds given above.
     *
     * @param messages how many messages
     * @param bytes how many bytes
     * @param age how old a message may be
     */
    public History {
      atLeast(0, "messages", messages);
      atLeast(0, "bytes", bytes);
      positive("age", age);
    }
  }

  private static void atLeast(long least, String name, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
