package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Clients connect and claim a nickname each, one after the other, up to 64 at once; until all of
 * them have the list with all nicknames. Nicknames are equally long: the length of a list tells how
 * many are in it.
 */
record Join(int clients) implements Scenario {

  /** How many come into a room and go again, before. */
  private static final int WARM_UP_CLIENTS = 300;

  private static final Duration BOUND = Duration.ofMinutes(8);

  /** After so long without a byte nothing more will come. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String title() {
    return clients + " clients come into a room and claim nicknames";
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    warmUp(servers, dialect, timing);
    int fullBytes = Speech.of(dialect).listBytes(clients, Guest.NICKNAME_BYTES);
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      Crowd crowd = stage.crowd();
      Reading before = stage.read();
      stage.admit(Guest.oneRoom(0, clients, clients), clients);
      Stillness bytes = new Stillness(SILENCE);
      boolean unused =
          crowd.await(
              () ->
                  (crowd.isComplete() && withList(crowd, fullBytes) == clients)
                      || bytes.isStill(crowd.receivedBytes()),
              BOUND);
      Reading after = stage.read();
      long complete = crowd.ask(() -> withList(crowd, fullBytes));
      if (complete != clients) {
        throw new IllegalStateException(
            "clients with all names: " + complete + " (expected: " + clients + ")");
      }

      Map<String, Double> figures = new HashMap<>(stage.faults());
      figures.put(Figures.SECONDS, (after.nanos() - before.nanos()) / 1e9);
      figures.put(Figures.RECEIVED, (double) (after.receivedBytes() - before.receivedBytes()));
      figures.put(Figures.CPU, (after.cpuNanos() - before.cpuNanos()) / 1e9);
      return figures;
    }
  }

  /** A few at a time come into another room and go again, as long as a server is warmed up. */
  private void warmUp(Servers servers, Dialect dialect, Timing timing) throws InterruptedException {
    long end = System.nanoTime() + timing.warmUp().toNanos();
    for (int next = clients; System.nanoTime() < end; next += WARM_UP_CLIENTS) {
      try (Stage small = new Stage(servers, dialect, timing, 2)) {
        small.enter(Guest.speakers(next, WARM_UP_CLIENTS, 1), WARM_UP_CLIENTS);
      }
    }
    Thread.sleep(timing.runIn().toMillis());
  }

  private static long withList(Crowd crowd, int bytes) {
    return crowd.clients().stream().filter(each -> each.listBytes == bytes).count();
  }
}
