package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether those who read notice that some do not: a quarter of what 16 in flight gave just before,
 * first without, then with them.
 */
record SlowReaders(int clients, int stopped) implements Scenario {

  /** More than what the kernels of both ends take before a server notices anything. */
  private static final long FILL_BYTES = 5 << 20;

  private static final int FILL_TEXT_BYTES = 8 << 10;
  private static final Duration FILL_BOUND = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "slow-readers";
  }

  @Override
  public String title() {
    return "%d clients in a room, of whom %d stop reading; a quarter of what 16 in flight gave"
        .formatted(clients, stopped);
  }

  @Override
  public Map<String, Double> run(Servers servers, Dialect dialect, Timing timing)
      throws IOException, InterruptedException {
    try (Stage stage = new Stage(servers, dialect, timing, 1)) {
      stage.enter(Guest.oneRoom(0, clients, Stage.SPEAKERS), Stage.SPEAKERS);
      double saturation = Figures.deliveries(stage.measure(stage.inFlight(16)));
      double perSecond = saturation / clients / 4;
      Map<String, Double> without = stage.measure(stage.perSecond(perSecond));
      stop(stage);
      fill(stage);
      Map<String, Double> with = stage.measure(stage.perSecond(perSecond));

      Map<String, Double> figures = new TreeMap<>(stage.faults());
      figures.put(Figures.SATURATION, saturation);
      figures.put(Figures.P99_RATIO, Figures.ratio(Figures.P99, with, without));
      figures.putAll(Figures.prefixed("without", without));
      figures.putAll(Figures.prefixed("with", with));
      return figures;
    }
  }

  private void stop(Stage stage) throws InterruptedException {
    Crowd crowd = stage.crowd();
    crowd.tell(
        () -> {
          List<Client> listeners =
              crowd.clients().stream().filter(each -> each.guest.speaker() < 0).toList();
          listeners.subList(0, stopped).forEach(stage.talk()::stopReading);
        });
  }

  /** Has so much said in long messages that the server can write no more to who does not read. */
  private static void fill(Stage stage) throws InterruptedException {
    Talk talk = stage.talk();
    Pace pace = stage.inFlight(4);
    stage.crowd().tell(() -> talk.speakers().forEach(each -> each.prepare(FILL_TEXT_BYTES)));
    long before = stage.crowd().ask(talk::said);
    stage.crowd().tell(() -> talk.start(pace));
    boolean filled =
        stage
            .crowd()
            .await(() -> (talk.said() - before) * FILL_TEXT_BYTES >= FILL_BYTES, FILL_BOUND);
    stage.finish();
    stage.crowd().tell(() -> talk.speakers().forEach(each -> each.prepare(Stage.TEXT_BYTES)));
    if (!filled) {
      throw new IllegalStateException("nobody noticed the slow readers within " + FILL_BOUND);
    }
  }
}
