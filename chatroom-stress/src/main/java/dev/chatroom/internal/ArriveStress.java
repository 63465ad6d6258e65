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
@Description("A cursor arrives while its lane runs: it is fed, whether or not there is news.")
@Outcome(id = "1 2, idle", expect = ACCEPTABLE, desc = "read from the beginning to the end")
@Outcome(expect = FORBIDDEN, desc = "arrived and was never fed")
public class ArriveStress {

  private final LoopOfTasks loop = new LoopOfTasks();
  private final LocalLog log = LoopOfTasks.emptyLog(100);
  private final Lane lane = new Lane(loop, () -> log, false, House.SETTINGS);
  private final LoopOfTasks.Reader reader = new LoopOfTasks.Reader();

  public ArriveStress() {
    log.append(LoopOfTasks.said(1));
    log.append(LoopOfTasks.said(2));
    lane.signal();
  }

  @Actor
  public void arrive() {
    lane.add(reader);
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
