package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.Origin;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The ring of the last events, full: one more of them, and one of them read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadRing {

  private static final Nickname TOM = new Nickname("tom", "tom");
  private static final Origin ORIGIN = new Origin("session", 1);

  private final EventRing ring = new EventRing(0, RoomOptions.defaults().log(), entry -> {});
  private long next;

  public ReadRing() {
    for (int i = 0; i < RoomOptions.defaults().log().events(); i++) {
      long unused = append();
    }
  }

  @Benchmark
  public long append() {
    Position at = new Position("e1", ring.head() + 1);
    ChatMessage message = new ChatMessage(at, Instant.EPOCH, TOM, "hi", "id");
    ring.append(new TailEntry(new LogEntry(new RoomEvent.Posted(message), ORIGIN, at)));
    return ring.head();
  }

  @Benchmark
  public @Nullable TailEntry read() {
    next = next < ring.first() || next > ring.head() ? ring.first() : next + 1;
    return ring.get(next);
  }
}
