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
@Description("Events are appended and signalled while the lane runs: no wake-up is missed.")
@Outcome(id = "1 2 3 4, idle", expect = ACCEPTABLE, desc = "all was read, in order, once")
@Outcome(expect = FORBIDDEN, desc = "something is left that nobody will read, or was read twice")
public class DrainStress {

  private final LoopOfTasks loop = new LoopOfTasks();
  private final LocalLog log = LoopOfTasks.emptyLog(100);
  private final Lane lane = new Lane(loop, () -> log, false, House.SETTINGS);
  private final LoopOfTasks.Reader reader = new LoopOfTasks.Reader();

  public DrainStress() {
    lane.add(reader);
    loop.runAll();
    say(1);
  }

  private void say(long offset) {
    log.append(LoopOfTasks.said(offset));
    lane.signal();
  }

  @Actor
  public void talk() {
    say(2);
    say(3);
    say(4);
  }

  @Actor
  public void drain() {
    loop.runAll();
  }

  @Arbiter
  public void end(LL_Result result) {
    loop.runAll();
    result.r1 = reader.toString();
    result.r2 = loop.state();
  }
}
