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
import org.openjdk.jcstress.infra.results.LLLL_Result;

@JCStressTest
@State
@Description("A session is closed while it posts: it says it before it leaves, or is refused.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, accepted, tom joined; tom said hi; tom left, \\[\\]",
    expect = ACCEPTABLE,
    desc = "said in time")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, session_closed, tom joined; tom left, \\[\\]",
    expect = ACCEPTABLE,
    desc = "too late")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "said after all, or lost")
public class PostCloseStress {

  private final House house = new House();
  private final ChatRoom lobby = house.node();
  private final ChatSession tom = lobby.attach();
  private final CompletionStage<Outcome> claim = tom.claim("tom");
  private CompletionStage<Outcome> post = new CompletableFuture<>();

  @Actor
  public void post() {
    post = tom.post("hi");
  }

  @Actor
  public void close() {
    tom.close();
  }

  @Arbiter
  public void end(LLLL_Result result) {
    result.r1 = Story.answer(claim);
    result.r2 = Story.answer(post);
    result.r3 = house.story().toString();
    result.r4 = House.whoIsHere(lobby);
  }
}
