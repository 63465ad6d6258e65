package dev.chatroom.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

@JCStressTest
@State
@Description("A reader is overtaken by the ring, which also grows meanwhile.")
@Outcome(id = "[23], (17|too early)", expect = ACCEPTABLE, desc = "kept")
@Outcome(id = "too early, too early", expect = FORBIDDEN, desc = "lost what was there before")
@Outcome(id = "gone, (17|too early)", expect = ACCEPTABLE, desc = "overtaken, and told so")
@Outcome(expect = FORBIDDEN, desc = "another event than the one asked for, or lost for no reason")
public class RingStress {

  private final EventRing ring = new EventRing(0, new LogBounds(17, 1 << 20), offset -> {});

  public RingStress() {
    for (long offset = 1; offset <= 16; offset++) {
      append(offset);
    }
  }

  private void append(long offset) {
    ring.append(new TailEntry(LoopOfTasks.said(offset)));
  }

  @Actor
  public void append() {
    // The 17th makes it grow, those after it make it forget the first and the second.
    append(17);
    append(18);
    append(19);
  }

  @Actor
  public void read(LL_Result result) {
    result.r1 = read(2);
    result.r2 = read(17);
  }

  private String read(long offset) {
    @Nullable TailEntry entry = ring.get(offset);
    if (entry != null) {
      return String.valueOf(entry.offset());
    }
    // The slot is cleared before `first` moves on.
    return offset <= ring.first() ? "gone" : "too early";
  }
}
