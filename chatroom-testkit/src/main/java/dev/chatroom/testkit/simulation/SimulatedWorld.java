package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomName;
import dev.chatroom.Scheduler;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.spi.Backplane;
import dev.chatroom.testkit.ManualClock;
import dev.chatroom.testkit.simulation.ClientStep.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that a story happens to: clients, nodes, the network, time; and the laws that look on. */
final class SimulatedWorld {

  /** How long a backplane waits for a node that is dead. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private static final int MOST_TASKS = 100_000;

  private final Setting setting;
  private final ManualClock clock = new ManualClock();
  private final SplittableRandom random;
  private final Breaches breaches = new Breaches();
  private final Turns turns = new Turns(breaches);
  private final List<Law> laws;
  private final Truth truth;
  private final SimulatedBackplane backplane;
  private final List<RoomName> rooms;
  private final List<SimulatedNode> nodes;
  private final List<SimulatedClient> clients;
  private final List<SimulatedLink> links = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();

  SimulatedWorld(Setting setting, long seed) {
    Shape shape = setting.shape();
    this.setting = setting;
    this.random = new SplittableRandom(seed);
    this.laws = setting.laws(breaches, clock);
    this.truth = new Truth(laws, breaches);
    this.backplane = new SimulatedBackplane(() -> setting.backplane(clock, random), truth);
    this.rooms =
        IntStream.range(0, shape.rooms()).mapToObj(n -> new RoomName(Shape.room(n))).toList();
    this.nodes =
        IntStream.range(0, shape.nodes()).mapToObj(n -> new SimulatedNode(this, shape)).toList();
    this.clients =
        IntStream.range(0, shape.clients()).mapToObj(n -> new SimulatedClient(n, this)).toList();
    nodes.forEach(SimulatedNode::start);
  }

  /** Lets a step happen, and all that happens in the caller because of it. */
  void take(Step step) {
    turns.next();
    Guarded.run(breaches, () -> step.take(this));
    if (setting.shape().immediate()) {
      askWhoReads();
    }
    laws.forEach(law -> Guarded.run(breaches, law::afterStep));
  }

  SimulatedClient client(int number) {
    return clients.get(number);
  }

  SimulatedNode node(int number) {
    return nodes.get(number);
  }

  Backplane backplane() {
    return backplane;
  }

  Turns turns() {
    return turns;
  }

  Breaches breaches() {
    return breaches;
  }

  List<Law> laws() {
    return laws;
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the log of a room that is there now; nothing where there is none. */
  @Nullable RoomTruth log(int room) {
    return truth.now(rooms.get(room));
  }

  void loseLog(int room) {
    backplane.lose(rooms.get(room));
  }

  SimulatedLink link() {
    SimulatedLink link = new SimulatedLink(backplane, turns);
    links.add(link);
    return link;
  }

  NodeTap tap(Backplane behind) {
    return new NodeTap(behind, truth, turns, breaches);
  }

  /**
   * Makes the rooms of a node.
   *
   * @param isRunning whether the node is still there: with it go its timers
   */
  ChatRooms rooms(Backplane behind, Executor executor, BooleanSupplier isRunning) {
    ChatRooms.Builder builder =
        ChatRooms.builder()
            .random(random)
            .rates(RateLimits.none())
            .roles(setting.roles())
            .tokenKey(new byte[32]);
    Scheduler timer = (delay, task) -> clock.schedule(delay, () -> runTimer(isRunning, task));
    return setting
        .configured(builder)
        .clock(clock)
        .scheduler(timer)
        .executor(executor)
        .backplane(behind)
        .build();
  }

  private void runTimer(BooleanSupplier isRunning, Runnable task) {
    if (isRunning.getAsBoolean()) {
      turns.next();
      Guarded.run(breaches, task);
    }
  }

  /** Connects to a node, or to the next that runs. */
  Optional<SimulatedConnection> attach(
      SimulatedClient client,
      int room,
      Place place,
      boolean delta,
      @Nullable String since,
      @Nullable String token) {
    for (int i = 0; i < nodes.size(); i++) {
      SimulatedNode node = nodes.get((place.node() + i) % nodes.size());
      if (node.isRunning()) {
        return Optional.ofNullable(
            node.connect(client, rooms.get(room), place.lane(), delta, since, token));
      }
    }
    return Optional.empty();
  }

  void cutAllOn(NodeTap node) {
    for (SimulatedConnection each : live()) {
      if (each.isOn(node)) {
        each.cut();
      }
    }
  }

  void expireLater(SimulatedLink link) {
    leases.add(new Lease(clock.instant().plus(LEASE), link));
  }

  void advance(Duration duration) {
    clock.advance(duration);
    List<Lease> over =
        leases.stream().filter(each -> !each.end().isAfter(clock.instant())).toList();
    leases.removeAll(over);
    over.forEach(each -> each.link().expire());
  }

  void run(int tasks, long order) {
    turns.run(tasks, new SplittableRandom(order));
  }

  void runDry(long order) {
    runAll(new SplittableRandom(order));
    askWhoReads();
  }

  /** Nothing is left to do: who reads, on a node that is not cut off, has read everything. */
  private void askWhoReads() {
    for (SimulatedConnection each : live()) {
      if (each.isUpToDate() && nodes.stream().noneMatch(node -> node.cutsOff(each))) {
        each.settled();
      }
    }
  }

  private List<SimulatedConnection> live() {
    return clients.stream().flatMap(each -> each.connection().stream()).toList();
  }

  /** Lets everybody read, and everything be done, and asks the laws. */
  void settle() {
    turns.next();
    Guarded.run(
        breaches,
        () -> {
          links.forEach(SimulatedLink::heal);
          clients.forEach(SimulatedClient::readOn);
          finish();
        });
    List<SimulatedConnection> live = live();
    live.forEach(SimulatedConnection::settled);
    laws.forEach(law -> law.settled(live));
  }

  /** Lets everybody go, and asks the laws; then closes everything. */
  void end() {
    turns.next();
    Guarded.run(
        breaches,
        () -> {
          clients.forEach(SimulatedClient::drop);
          finish();
        });
    laws.forEach(law -> law.deserted(truth.logs()));
    Guarded.run(
        breaches,
        () -> {
          nodes.forEach(SimulatedNode::stop);
          finish();
          backplane.close();
        });
  }

  /** Leases, graces and windows end, and so does what begins when they do. */
  private void finish() {
    for (int round = 0; round < 3; round++) {
      runAll(random);
      advance(LEASE);
    }
    runAll(random);
  }

  private void runAll(RandomGenerator order) {
    breaches.expect(
        turns.run(MOST_TASKS, order) < MOST_TASKS,
        Bounded.LAW,
        () -> "no end of work after " + MOST_TASKS + " tasks");
  }

  private record Lease(Instant end, SimulatedLink link) {}
}
