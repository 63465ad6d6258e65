package dev.chatroom.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

@JCStressTest
@State
@Description("The last one leaves a room, which is retired at once, while the next one comes.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, accepted, \\[ann\\]",
    expect = ACCEPTABLE,
    desc = "who comes is in, and seen by whoever asks for the room")
@org.openjdk.jcstress.annotations.Outcome(
    expect = FORBIDDEN,
    desc = "in a room that is no more, or with a ghost")
public class LastLeaveFirstJoinStress {

  private static final Map<String, List<String>> DEN = Map.of("room", List.of("den"));

  private final ChatRooms rooms = new House().rooms();
  private final LoopOfTasks lastLoop = new LoopOfTasks();
  private final LoopOfTasks nextLoop = new LoopOfTasks();
  private final ChatSession last = connect(lastLoop);
  private final CompletionStage<Outcome> before = last.claim("tom");
  private CompletionStage<Outcome> after = new CompletableFuture<>();

  /** Whoever connects makes the room, which goes when nobody is in it. */
  private ChatSession connect(LoopOfTasks loop) {
    ConnectResult result =
        rooms
            .connect(new Handshake("stress", "", DEN), Discarding.OUTBOUND, loop)
            .toCompletableFuture()
            .join();
    ChatSession session = ((ConnectResult.Attached) result).session().session();
    loop.runAll();
    return session;
  }

  @Actor
  public void close() {
    last.close();
    lastLoop.runAll();
  }

  @Actor
  public void join() {
    after = connect(nextLoop).claim("ann");
    nextLoop.runAll();
  }

  @Arbiter
  public void end(LLL_Result result) {
    lastLoop.runAll();
    nextLoop.runAll();
    result.r1 = Story.answer(before);
    result.r2 = Story.answer(after);
    result.r3 = House.whoIsHere(rooms.room("den"));
  }
}
