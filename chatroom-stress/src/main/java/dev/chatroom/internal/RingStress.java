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
@Description("A reader is overtaken by a full ring, and reads another one while that grows.")
@Outcome(id = "kept, kept", expect = ACCEPTABLE, desc = "not overtaken")
@Outcome(id = "gone, kept", expect = ACCEPTABLE, desc = "overtaken, and told so")
@Outcome(expect = FORBIDDEN, desc = "another event than the one asked for, or lost for no reason")
public class RingStress {

  private final EventRing full = ring(16);
  private final EventRing growing = ring(100);

  private static EventRing ring(int maxEvents) {
    EventRing ring = new EventRing(0, LoopOfTasks.bounds(maxEvents), entry -> {});
    for (long offset = 1; offset <= 16; offset++) {
      append(ring, offset);
    }
    return ring;
  }

  private static void append(EventRing ring, long offset) {
    ring.append(new TailEntry(LoopOfTasks.said(offset)));
  }

  @Actor
  public void append() {
    // In the full ring the 17th event drops the first, and the 18th has the slot of the second.
    append(growing, 17);
    append(full, 17);
    append(full, 18);
    append(growing, 18);
  }

  @Actor
  public void read(LL_Result result) {
    result.r1 = read(full, 2);
    result.r2 = read(growing, growing.head());
  }

  private static String read(EventRing ring, long offset) {
    @Nullable TailEntry entry = ring.get(offset);
    if (entry != null) {
      return entry.offset() == offset ? "kept" : "another";
    }
    // The slot is cleared before `first` moves on.
    return offset <= ring.first() ? "gone" : "lost";
  }
}
