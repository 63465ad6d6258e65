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
@Description("One leaves while another claims the nickname: it is free before it is taken.")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, accepted, tom joined; tom left; Tom joined, \\[Tom\\]",
    expect = ACCEPTABLE,
    desc = "in time")
@org.openjdk.jcstress.annotations.Outcome(
    id = "accepted, nickname_taken, tom joined; tom left, \\[\\]",
    expect = ACCEPTABLE,
    desc = "too early")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "two owners, or a lost one")
public class ClaimLeaveStress {

  private final House house = new House();
  private final ChatRoom lobby = house.node();
  private final ChatSession owner = lobby.attach();
  private final ChatSession heir = lobby.attach();
  private final CompletionStage<Outcome> before = owner.claim("tom");
  private CompletionStage<Outcome> ofOwner = new CompletableFuture<>();
  private CompletionStage<Outcome> ofHeir = new CompletableFuture<>();

  @Actor
  public void leave() {
    ofOwner = before.thenCompose(joined -> owner.leave());
  }

  @Actor
  public void claim() {
    ofHeir = heir.claim("Tom");
  }

  @Arbiter
  public void end(LLLL_Result result) {
    result.r1 = Story.answer(ofOwner);
    result.r2 = Story.answer(ofHeir);
    result.r3 = house.story().toString();
    result.r4 = House.whoIsHere(lobby);
  }
}
