package dev.chatroom.benchmarks.room;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import dev.chatroom.RoomEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One post in a room of two, from the call until all is done: the policies have been asked, the
 * message is in the log, both sessions have read it, the listener has been told, the answer is
 * there. All in the thread that posts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PostInRoomOfTwo {

  private final ChatRooms rooms = Rooms.open(Runnable::run);
  private final ChatSession tom;
  private long posted;
  private long heard;

  public PostInRoomOfTwo() {
    ChatRoom lobby = rooms.room("lobby");
    lobby.addListener((room, event) -> heard += event instanceof RoomEvent.Posted ? 1 : 0);
    tom = lobby.attach();
    Rooms.accepted(tom.claim("tom"));
    Rooms.accepted(lobby.attach().claim("ann"));
  }

  @Benchmark
  public Outcome post() {
    posted++;
    return Rooms.accepted(tom.post(Rooms.TEXT));
  }

  @TearDown
  public void close() {
    rooms.close();
    if (heard != posted) {
      throw new IllegalStateException("heard: " + heard + " (expected: " + posted + ")");
    }
  }
}
