package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Somebody comes, speaks, takes another nickname and goes: the state of the room, per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FoldEvents {

  private static final int EVENTS = 4;
  private static final Position AT = new Position("e1", 1);
  private static final Occupant TOM = new Occupant("id", new Nickname("tom", "tom"));
  private static final Occupant THOMAS = TOM.named(new Nickname("Thomas", "thomas"));

  private final RoomFold room = new RoomFold(RoomState.initial(RoomAccess.OPEN));
  private final List<LogEntry> visit =
      List.of(
          entry(new RoomEvent.Joined(AT, Instant.EPOCH, TOM)),
          entry(
              new RoomEvent.Posted(
                  new ChatMessage(AT, Instant.EPOCH, TOM.nickname(), "hi", TOM.id()))),
          entry(new RoomEvent.Renamed(AT, Instant.EPOCH, THOMAS, TOM.nickname())),
          entry(new RoomEvent.Left(AT, Instant.EPOCH, THOMAS, LeaveReason.LEFT)));

  private static LogEntry entry(RoomEvent event) {
    return new LogEntry(event, new Origin("session", 1), AT);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int fold() {
    visit.forEach(room::apply);
    return room.size();
  }
}
