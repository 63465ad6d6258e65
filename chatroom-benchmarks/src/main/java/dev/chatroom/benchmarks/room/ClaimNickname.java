package dev.chatroom.benchmarks.room;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Somebody takes another nickname, from the call to the answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClaimNickname {

  private final ChatRooms rooms = Rooms.open(Runnable::run);
  private final ChatSession tom = rooms.room("lobby").attach();
  private boolean isThomas;

  @Benchmark
  public Outcome claim() {
    isThomas = !isThomas;
    return Rooms.accepted(tom.claim(isThomas ? "Thomas" : "Tom"));
  }

  @TearDown
  public void close() {
    rooms.close();
  }
}
