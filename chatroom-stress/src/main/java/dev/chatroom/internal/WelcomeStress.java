package dev.chatroom.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

@JCStressTest
@State
@Description("The state is asked for while the log appends, and drops what nobody has read yet.")
@Outcome(
    id = "([1234]) messages at \\1, 4 messages at 4",
    expect = ACCEPTABLE,
    desc = "of one place")
@Outcome(expect = FORBIDDEN, desc = "an event was folded twice, or not at all")
public class WelcomeStress {

  private final LocalLog log = LoopOfTasks.emptyLog(1);

  public WelcomeStress() {
    log.append(LoopOfTasks.said(1));
  }

  @Actor
  public void append() {
    log.append(LoopOfTasks.said(2));
    log.append(LoopOfTasks.said(3));
    log.append(LoopOfTasks.said(4));
  }

  @Actor
  public void welcome(LL_Result result) {
    result.r1 = tell();
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = tell();
  }

  private String tell() {
    Welcome welcome = log.welcome();
    return welcome.history().size() + " messages at " + welcome.roster().offset();
  }
}
