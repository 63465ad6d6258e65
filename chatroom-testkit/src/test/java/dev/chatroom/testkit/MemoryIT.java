package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.RoomStats;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * What rooms and sessions take of the heap, measured as the objects that are alive. The figures are
 * printed, and stand in docs/operations.md.
 */
class MemoryIT {

  private static final int ROOMS = 10_000;
  private static final int SESSIONS_PER_ROOM = 2;
  private static final int MESSAGES = 50;
  private static final String MESSAGE = "x".repeat(100);

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(?<bytes>\\d+)$");

  /** What 50 messages and two comings count against the bound of a log. */
  private static final long COUNTED_PER_ROOM = MESSAGES * (320L + 100) + 2 * 320;

  /**
   * Returns the size of all objects that are alive. What a collector says is used has garbage too:
   * regions that are nearly full are not worth it to be compacted.
   */
  private static long alive() {
    String histogram;
    try {
      histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM does not tell which objects are alive", e);
    }
    Matcher total = TOTAL.matcher(histogram);
    assertThat(total.find()).as("the total of %s", histogram).isTrue();
    return Long.parseLong(total.group("bytes"));
  }

  private static ChatRooms.Builder builder(ManualClock clock) {
    return ChatRooms.builder()
        .executor(Runnable::run)
        .clock(clock)
        .scheduler(clock)
        .random(new Random(1))
        .rates(RateLimits.none())
        .roomsOnDemand(true)
        .maxRooms(ROOMS + 1);
  }

  private static TransportSession connect(
      ChatRooms rooms, String room, Sink sink, ManualExecutor lane) {
    Handshake handshake = new Handshake("test", "10.0.0.1", Map.of("room", List.of(room)));
    ConnectResult result = rooms.connect(handshake, sink, lane).toCompletableFuture().join();
    return ((ConnectResult.Attached) result).session();
  }

  @Test
  void ten_thousand_idle_rooms() {
    ManualExecutor lane = new ManualExecutor();
    List<TransportSession> sessions = new ArrayList<>();
    try (ChatRooms rooms = builder(new ManualClock()).build()) {
      long before = alive();
      for (int i = 0; i < ROOMS; i++) {
        rooms.room("r" + i);
      }
      long empty = alive();
      for (int i = 0; i < ROOMS; i++) {
        for (int each = 0; each < SESSIONS_PER_ROOM; each++) {
          sessions.add(connect(rooms, "r" + i, new Sink(), lane));
        }
        lane.runAll();
      }
      long watched = alive();
      for (int i = 0; i < sessions.size(); i++) {
        sessions.get(i).session().claim("tom" + i);
        lane.runAll();
      }
      long named = alive();
      for (int i = 0; i < ROOMS; i++) {
        TransportSession speaker = sessions.get(i * SESSIONS_PER_ROOM);
        for (int each = 0; each < MESSAGES; each++) {
          speaker.receive("message", Map.of("msg", "%0100d".formatted(each)), null);
        }
        lane.runAll();
      }
      long spoken = alive();

      long perEmptyRoom = (empty - before) / ROOMS;
      long perSession = (watched - empty) / sessions.size();
      long perOccupant = (named - watched) / sessions.size();
      long perMessage = (spoken - named) / ((long) ROOMS * MESSAGES);
      System.out.printf(
          Locale.ROOT,
          "memory: %d bytes a room without anything, %d a session, %d more for one with a nickname,"
              + " %d a message of 100 bytes, %d a room with all that%n",
          perEmptyRoom,
          perSession,
          perOccupant,
          perMessage,
          (spoken - before) / ROOMS);
      assertThat(rooms.room("r17").stats().logBytes()).isEqualTo(COUNTED_PER_ROOM);
      // What a log counts for its events is what they take, and not a fraction of it.
      assertThat(perMessage).isLessThanOrEqualTo(320 + 100);
      assertThat(perEmptyRoom).isLessThan(8 * 1024);
      assertThat(perSession).isLessThan(4 * 1024);
    }
    assertThat(sessions).hasSize(ROOMS * SESSIONS_PER_ROOM);
  }

  @Test
  void one_session_in_a_hundred_stops_reading_for_a_million_events() {
    int roomCount = 10;
    int sessionsPerRoom = 100;
    int events = 1_000_000;
    ManualExecutor lane = new ManualExecutor();
    List<Sink> stalled = new ArrayList<>();
    List<TransportSession> speakers = new ArrayList<>();
    try (ChatRooms rooms = builder(new ManualClock()).build()) {
      for (int room = 0; room < roomCount; room++) {
        for (int i = 0; i < sessionsPerRoom; i++) {
          Sink sink = new Sink();
          TransportSession session = connect(rooms, "r" + room, sink, lane);
          if (i == 0) {
            session.session().claim("tom");
            speakers.add(session);
          } else if (i == 1) {
            stalled.add(sink);
          }
        }
      }
      lane.runAll();
      stalled.forEach(each -> each.reading = false);
      long before = alive();
      for (int event = 0; event < events; event++) {
        speakers.get(event % roomCount).session().post(MESSAGE + event);
        if (event % 1_000 == 0) {
          lane.runAll();
        }
      }
      lane.runAll();
      long after = alive();

      long bound = 0;
      for (int room = 0; room < roomCount; room++) {
        RoomStats stats = rooms.room("r" + room).stats();
        assertThat(stats.logEvents()).isLessThanOrEqualTo(1_024);
        assertThat(stats.logBytes()).isLessThanOrEqualTo(1024 * 1024);
        assertThat(stats.furthestBehindBytes()).isLessThanOrEqualTo(stats.logBytes());
        bound += 1024 * 1024;
      }
      System.out.printf(
          Locale.ROOT,
          "memory: %d sessions, %d stalled, %d events: %.1f MiB more than before, bound %.1f MiB%n",
          roomCount * sessionsPerRoom,
          stalled.size(),
          events,
          (after - before) / 1048576.0,
          bound / 1048576.0);
      assertThat(after - before).isLessThan(bound);
      assertThat(stalled).allMatch(each -> each.framesWhileStalled == 0);

      stalled.forEach(each -> each.reading = true);
      speakers.forEach(each -> each.session().post("and on"));
      lane.runAll();
      assertThat(stalled).allMatch(each -> each.resets == 1);
    }
  }

  /** A client that takes all and keeps nothing. */
  private static final class Sink implements Outbound {

    boolean reading = true;
    int framesWhileStalled;
    int resets;

    @Override
    public boolean isWritable() {
      return reading;
    }

    @Override
    public void send(Frames frames) {
      framesWhileStalled += reading ? 0 : frames.size();
      resets += (int) frames.stream().filter(each -> each.event().equals("reset")).count();
    }

    @Override
    public void flush() {}

    @Override
    public void close(CloseReason reason) {}
  }
}
