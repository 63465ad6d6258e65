package dev.chatroom.benchmarks.room;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Some messages are posted and then read by all clients of one lane: a turn of an event loop
 * without a network.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DrainLane {

  @Param({"1", "100", "1000"})
  private int clients;

  @Param({"1", "16", "256"})
  private int messages;

  private final EventLoop loop = new EventLoop();
  private final CountingClient allClients = new CountingClient();
  private final ChatRooms rooms = Rooms.open(Runnable::run);
  private final List<ChatSession> sessions = new ArrayList<>();

  @Setup
  public void connect() {
    Handshake handshake = new Handshake("benchmark", "", Map.of());
    for (int i = 0; i < clients; i++) {
      ConnectResult result =
          rooms.connect(handshake, allClients, loop).toCompletableFuture().join();
      sessions.add(((ConnectResult.Attached) result).session().session());
    }
    var claimed = sessions.get(0).claim("tom");
    loop.turn();
    Rooms.accepted(claimed);
  }

  @Benchmark
  public long drain() {
    long before = allClients.frames();
    for (int i = 0; i < messages; i++) {
      var unused = sessions.get(0).post(Rooms.TEXT);
    }
    loop.turn();
    long frames = allClients.frames() - before;
    if (frames != (long) clients * messages) {
      throw new IllegalStateException(
          "frames: " + frames + " (expected: " + clients + " times " + messages + ")");
    }
    return frames;
  }

  @TearDown
  public void close() {
    rooms.close();
    loop.turn();
  }
}
