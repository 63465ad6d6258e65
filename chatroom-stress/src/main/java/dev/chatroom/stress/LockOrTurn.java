package dev.chatroom.stress;

import dev.chatroom.ChatRooms;
import dev.chatroom.Nickname;
import dev.chatroom.Role;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures what ADR 3 decides: posts to one room under its lock, and the same handed to a serial
 * turn, which whoever comes first takes for all who come meanwhile. The two in turn, several
 * rounds, for one thread and for several.
 */
final class LockOrTurn {

  private static final int POSTS = 300_000;
  private static final int ROUNDS = 7;

  private LockOrTurn() {}

  /** What posts, in one way or the other. */
  @FunctionalInterface
  private interface Way {
    AppendResult append(Command command, Origin origin);
  }

  public static void main(String[] arguments) throws Exception {
    for (int threads : new int[] {1, 2, 4, 8}) {
      List<Double> lock = new ArrayList<>();
      List<Double> turn = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        double byLock = nanosPerPost(threads, false);
        double byTurn = nanosPerPost(threads, true);
        if (round > 0) {
          lock.add(byLock);
          turn.add(byTurn);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%d threads: lock %.0f ns a post (%.0f to %.0f), turn %.0f ns (%.0f to %.0f), turn/lock"
              + " %.2f%n",
          threads,
          median(lock),
          least(lock),
          most(lock),
          median(turn),
          least(turn),
          most(turn),
          median(turn) / median(lock));
    }
  }

  private static double nanosPerPost(int threads, boolean byTurn) throws Exception {
    RoomLog log =
        ChatRooms.inMemoryBackplane(Clock.systemUTC(), new Random(1))
            .open(new RoomName("lobby"), RoomOptions.defaults(), new Nobody());
    for (int i = 0; i < threads; i++) {
      String id = "i" + i;
      log.append(
              new Command.Claim(id, new Nickname(id, id), Role.PARTICIPANT, threads),
              new Origin(id, 0))
          .toCompletableFuture()
          .join();
    }
    Way locked = (command, origin) -> log.append(command, origin).toCompletableFuture().join();
    Way way = byTurn ? new Turns(locked) : locked;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> posters = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String id = "i" + i;
        posters.add(() -> post(way, id, POSTS / threads));
      }
      long start = System.nanoTime();
      for (Future<Boolean> each : pool.invokeAll(posters)) {
        each.get();
      }
      return (System.nanoTime() - start) / (double) POSTS;
    } finally {
      pool.shutdown();
    }
  }

  private static boolean post(Way way, String id, int posts) {
    for (int i = 0; i < posts; i++) {
      way.append(new Command.Post(id, "hi", null, null), new Origin(id, i));
    }
    return true;
  }

  private static double median(List<Double> values) {
    return sorted(values)[values.size() / 2];
  }

  private static double least(List<Double> values) {
    return sorted(values)[0];
  }

  private static double most(List<Double> values) {
    return sorted(values)[values.size() - 1];
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(each -> each).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Who comes while somebody is at it leaves the command, and waits for the answer. */
  private static final class Turns implements Way {

    private final Way inside;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Turns(Way inside) {
      this.inside = inside;
    }

    @Override
    public AppendResult append(Command command, Origin origin) {
      CompletableFuture<AppendResult> answer = new CompletableFuture<>();
      waiting.add(() -> answer.complete(inside.append(command, origin)));
      if (count.getAndIncrement() == 0) {
        do {
          waiting.remove().run();
        } while (count.decrementAndGet() != 0);
      }
      return answer.join();
    }
  }

  /** Follows, and does nothing with it. */
  private static final class Nobody implements LogTail {

    @Override
    public void opened(LogSnapshot snapshot) {}

    @Override
    public void appended(LogEntry entry) {}

    @Override
    public void readable() {}

    @Override
    public void signalled(Signal signal) {}
  }
}
