package dev.chatroom.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.chatroom.ChatRoom;
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
@Description("A session is closed while it claims: who joined has left.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, tom joined; tom left, \\[\\]",
    expect = ACCEPTABLE,
    desc = "came and went")
@org.openjdk.jcstress.annotations.Outcome(
    id = "session_closed, , \\[\\]",
    expect = ACCEPTABLE,
    desc = "too late")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "a ghost, or a lie")
public class ClaimCloseStress {

  private final House house = new House();
  private final ChatRoom lobby = house.node();
  private final ChatSession tom = lobby.attach();
  private CompletionStage<Outcome> answer = new CompletableFuture<>();

  @Actor
  public void claim() {
    answer = tom.claim("tom");
  }

  @Actor
  public void close() {
    tom.close();
  }

  @Arbiter
  public void end(LLL_Result result) {
    result.r1 = Story.answer(answer);
    result.r2 = house.story().toString();
    result.r3 = House.whoIsHere(lobby);
  }
}
