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
@Description("A node begins to follow a log while another appends: it has all of it, once.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, tom joined; tom said hi, \\[tom\\]",
    expect = ACCEPTABLE,
    desc = "without a gap")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "a gap, or something twice")
public class FollowStress {

  private final House house = new House();
  private final ChatRoom here = house.node();
  private final ChatSession tom = here.attach();
  private CompletionStage<Outcome> claim = new CompletableFuture<>();
  private CompletionStage<Outcome> post = new CompletableFuture<>();
  private Story late = new Story();

  @Actor
  public void talk() {
    claim = tom.claim("tom");
    post = tom.post("hi");
  }

  @Actor
  public void follow() {
    late = house.story();
  }

  @Arbiter
  public void end(LLL_Result result) {
    result.r1 = Story.answer(claim.thenCompose(accepted -> post));
    result.r2 = late.toString();
    result.r3 = House.whoIsHere(house.node());
  }
}
