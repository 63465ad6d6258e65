package dev.chatroom.chaos;

import dev.chatroom.chaos.truth.TruthReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Breaks things as a schedule says, and makes them whole again. */
final class Mischief {

  private static final int THREADS = 6;

  private final Nodes nodes;
  private final RedisPair redis;
  private final TruthReader truth;
  private final List<String> unexpected = Collections.synchronizedList(new ArrayList<>());

  Mischief(Nodes nodes, RedisPair redis, TruthReader truth) {
    this.nodes = nodes;
    this.redis = redis;
    this.truth = truth;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /** Returns when all is whole again; what did not go as it was to. */
  List<String> run(Schedule schedule) throws InterruptedException {
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    try {
      List<Future<?>> steps = new ArrayList<>();
      for (Schedule.Planned each : schedule.faults()) {
        steps.add(at(threads, each.at().toMillis(), each, () -> breakIt(each.fault())));
        steps.add(at(threads, each.end().toMillis(), each, () -> mend(each.fault())));
      }
      for (Future<?> each : steps) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(unexpected);
  }

  private Future<?> at(
      ScheduledExecutorService threads, long millis, Schedule.Planned of, Step step) {
    return threads.schedule(
        () -> {
          try {
            step.run();
          } catch (IOException | InterruptedException | RuntimeException failed) {
            unexpected.add(of + ": " + failed);
          }
        },
        millis,
        TimeUnit.MILLISECONDS);
  }

  private void breakIt(Fault fault) {
    if (fault instanceof Fault.KillNode kill) {
      nodes.kill(kill.node());
    } else if (fault instanceof Fault.StopNode stop) {
      if (!nodes.stop(stop.node())) {
        unexpected.add(fault + ": it did not end in time");
      }
    } else if (fault instanceof Fault.PauseNode pause) {
      nodes.pause(pause.node());
    } else if (fault instanceof Fault.CutNode cut) {
      redis.relay(cut.node()).cut();
    } else if (fault instanceof Fault.HoldNode hold) {
      redis.relay(hold.node()).blackhole();
    } else if (fault instanceof Fault.ResetNode reset) {
      redis.relay(reset.node()).reset();
    } else if (fault instanceof Fault.KillRedis) {
      redis.master().kill();
    } else if (fault instanceof Fault.PauseRedis) {
      redis.master().pause();
    } else if (fault instanceof Fault.FlushScripts) {
      flushScripts();
    } else if (fault instanceof Fault.FailOver failOver && failOver.lossy()) {
      redis.fallBehind();
    }
  }

  private void flushScripts() {
    redis.master().command("SCRIPT", "FLUSH");
    if (redis.master().isFunctionCapable()) {
      redis.master().command("FUNCTION", "FLUSH");
    }
  }

  private void mend(Fault fault) throws IOException, InterruptedException {
    if (fault instanceof Fault.KillNode kill) {
      nodes.start(kill.node());
    } else if (fault instanceof Fault.StopNode stop) {
      nodes.start(stop.node());
    } else if (fault instanceof Fault.PauseNode pause) {
      nodes.resume(pause.node());
    } else if (fault instanceof Fault.CutNode || fault instanceof Fault.HoldNode) {
      redis.relay(((Fault.OfNode) fault).node()).restore();
    } else if (fault instanceof Fault.KillRedis) {
      redis.master().restart();
      truth.moved(redis.master(), false);
    } else if (fault instanceof Fault.PauseRedis) {
      redis.master().resume();
    } else if (fault instanceof Fault.FailOver failOver) {
      redis.failOver(failOver.lossy(), truth);
    }
  }
}
