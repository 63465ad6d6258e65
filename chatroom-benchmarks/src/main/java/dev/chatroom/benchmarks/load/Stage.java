package dev.chatroom.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import dev.chatroom.benchmarks.server.Dialect;
import dev.chatroom.benchmarks.server.Servers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One run: what is measured, its crowd, and what is said. For the thread of the scenario. */
final class Stage implements AutoCloseable {

  /** How long the texts are that are measured. */
  static final int TEXT_BYTES = 200;

  /** How many speak in turn, where as many as are in flight need not. */
  static final int SPEAKERS = 16;

  private static final int WARM_UP_IN_FLIGHT = 16;

  private static final Duration ENTER_BOUND = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration NO_PROGRESS = Duration.ofSeconds(5);
  private static final Duration SETTLE_BOUND = Duration.ofMinutes(1);

  private static final OperatingSystemMXBean OWN =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Servers servers;
  private final Timing timing;
  private final Talk talk;
  private final Crowd crowd;
  private boolean isWarm;

  Stage(Servers servers, Dialect dialect, Timing timing, int rooms) {
    this.servers = servers;
    this.timing = timing;
    this.talk = new Talk(rooms);
    this.crowd = new Crowd(servers.ports(), Speech.of(dialect), talk);
  }

  Talk talk() {
    return talk;
  }

  Crowd crowd() {
    return crowd;
  }

  /** Has clients come in; returns when all are there and nothing is on its way to them. */
  void enter(List<Guest> guests, int speakersInEach) throws InterruptedException {
    admit(guests, speakersInEach);
    if (!crowd.await(crowd::isComplete, ENTER_BOUND)) {
      throw new IllegalStateException("not all clients came in within " + ENTER_BOUND);
    }
    settle(QUIET);
  }

  /** Has clients come in. */
  void admit(List<Guest> guests, int speakersInEach) throws InterruptedException {
    crowd.tell(() -> guests.forEach(each -> admit(each, speakersInEach)));
  }

  private void admit(Guest guest, int speakersInEach) {
    Client client = new Client(guest, talk.checker().enter(guest.room(), speakersInEach), crowd);
    if (guest.speaker() >= 0) {
      client.prepare(TEXT_BYTES);
      talk.add(client);
    }
    crowd.admit(client);
  }

  /** Waits until nothing has come for a while; at most a minute. */
  void settle(Duration quiet) throws InterruptedException {
    Stillness bytes = new Stillness(quiet);
    boolean unused = crowd.await(() -> bytes.isStill(crowd.receivedBytes()), SETTLE_BOUND);
  }

  /** Returns so many messages in flight. */
  Pace inFlight(int count) {
    return new ClosedLoop(talk::say, crowd.loop(), count);
  }

  /** Returns so many messages each second. */
  Pace perSecond(double messages) {
    return new OpenLoop(talk::say, crowd.loop(), messages);
  }

  /** Says something at a pace, and returns what the measured window showed. */
  Map<String, Double> measure(Pace pace) throws InterruptedException, IOException {
    warmUp();
    crowd.tell(() -> talk.start(pace));
    Thread.sleep(timing.runIn().toMillis());
    Reading before = read();
    crowd.tell(() -> talk.measureFrom(crowd.nanos()));
    Thread.sleep(timing.window().toMillis());
    crowd.tell(() -> talk.measureTo(crowd.nanos()));
    Reading after = read();
    finish();
    return Figures.between(before, after, talk.latency().micros());
  }

  /**
   * Before the first measurement as much is said as the server takes: one that has run for a day
   * has compiled what it uses, also at a slow pace.
   */
  private void warmUp() throws InterruptedException {
    if (!isWarm) {
      isWarm = true;
      Pace full = inFlight(WARM_UP_IN_FLIGHT);
      crowd.tell(() -> talk.start(full));
      Thread.sleep(timing.warmUp().toMillis());
      finish();
    }
  }

  /** Says nothing more, and waits for what was said, as long as something comes. */
  void finish() throws InterruptedException {
    crowd.tell(talk::stop);
    Checker checker = talk.checker();
    Stillness left = new Stillness(NO_PROGRESS);
    boolean unused =
        crowd.await(
            () -> checker.outstanding() == 0 || left.isStill(checker.outstanding()), SETTLE_BOUND);
  }

  Reading read() throws InterruptedException, IOException {
    long allocatedBytes = servers.allocatedBytes();
    return crowd.ask(
        () ->
            new Reading(
                crowd.nanos(),
                servers.cpuNanos(),
                servers.compilerNanos(),
                servers.redisCpuNanos(),
                OWN.getProcessCpuTime(),
                talk.checker().given(),
                talk.said(),
                crowd.receivedBytes(),
                allocatedBytes));
  }

  /** Returns what was wrong since the beginning, as figures. */
  Map<String, Double> faults() throws InterruptedException {
    return Figures.of(crowd.ask(() -> talk.checker().faults()));
  }

  @Override
  public void close() {
    crowd.close();
  }
}
