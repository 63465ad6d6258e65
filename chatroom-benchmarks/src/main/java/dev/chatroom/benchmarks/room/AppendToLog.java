package dev.chatroom.benchmarks.room;

import dev.chatroom.ChatRooms;
import dev.chatroom.Nickname;
import dev.chatroom.Role;
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
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A message that the room decides about and appends, with nobody to read it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AppendToLog {

  private static final String TOM = "tom's identity";
  private static final Command POST = new Command.Post(TOM, Rooms.TEXT, null, null);
  private static final Origin ORIGIN = new Origin("tom's session", 1);

  private final Backplane backplane = ChatRooms.inMemoryBackplane(Clock.systemUTC(), new Random(1));
  private final RoomLog log =
      backplane.open(new RoomName("lobby"), RoomOptions.defaults(), new Nobody());

  public AppendToLog() {
    append(new Command.Claim(TOM, new Nickname("tom", "tom"), Role.PARTICIPANT, 1));
  }

  private AppendResult append(Command command) {
    AppendResult result = log.append(command, ORIGIN).toCompletableFuture().getNow(null);
    if (!(result instanceof AppendResult.Appended)) {
      throw new IllegalStateException("result: " + result + " (expected: appended)");
    }
    return result;
  }

  @Benchmark
  public AppendResult append() {
    return append(POST);
  }

  @TearDown
  public void close() {
    log.close();
    backplane.close();
  }

  private static final class Nobody implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {}

    @Override
    public void appended(LogEntry entry) {}

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {}
  }
}
