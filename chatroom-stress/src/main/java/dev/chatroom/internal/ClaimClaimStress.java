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
@Description("Two on two nodes claim nicknames that are the same: exactly one has it.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, nickname_taken, tom joined, \\[tom\\]\\[tom\\]",
    expect = ACCEPTABLE,
    desc = "the one")
@org.openjdk.jcstress.annotations.Outcome(
    id = "nickname_taken, accepted, Tom joined, \\[Tom\\]\\[Tom\\]",
    expect = ACCEPTABLE,
    desc = "the other")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "both, or none")
public class ClaimClaimStress {

  private final House house = new House();
  private final ChatRoom here = house.node();
  private final ChatRoom there = house.node();
  private final ChatSession one = here.attach();
  private final ChatSession other = there.attach();
  private CompletionStage<Outcome> ofOne = new CompletableFuture<>();
  private CompletionStage<Outcome> ofOther = new CompletableFuture<>();

  @Actor
  public void one() {
    ofOne = one.claim("tom");
  }

  @Actor
  public void other() {
    ofOther = other.claim("Tom");
  }

  @Arbiter
  public void end(LLLL_Result result) {
    result.r1 = Story.answer(ofOne);
    result.r2 = Story.answer(ofOther);
    result.r3 = house.story().toString();
    result.r4 = House.whoIsHere(here) + House.whoIsHere(there);
  }
}
