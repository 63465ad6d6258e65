package dev.chatroom.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Outcome;
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
@Description("The last one leaves a room for good while the next one comes.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, accepted, \\[ann\\]",
    expect = ACCEPTABLE,
    desc = "who comes is in, and seen by whoever asks for the room")
@org.openjdk.jcstress.annotations.Outcome(
    expect = FORBIDDEN,
    desc = "in a room that is no more, or with a ghost")
public class LastLeaveFirstJoinStress {

  private static final String ROOM = "den";

  private final ChatRooms rooms = new House().rooms();
  private final ChatSession last = rooms.room(ROOM).attach();
  private final CompletionStage<Outcome> before = last.claim("tom");
  private CompletionStage<Outcome> after = new CompletableFuture<>();

  @Actor
  public void close() {
    last.close();
  }

  @Actor
  public void join() {
    after = rooms.room(ROOM).attach().claim("ann");
  }

  @Arbiter
  public void end(LLL_Result result) {
    result.r1 = Story.answer(before);
    result.r2 = Story.answer(after);
    result.r3 = House.whoIsHere(rooms.room(ROOM));
  }
}
