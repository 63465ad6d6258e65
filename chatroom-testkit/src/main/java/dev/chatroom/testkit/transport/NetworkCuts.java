package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Many talk in one room while the network between them and a transport is cut at random, and all
 * come back each time. In the end nobody has missed a message, got one twice or in another order,
 * and what was acknowledged was said, once.
 *
 * <pre>{@code
 * NetworkCuts.Report report = new NetworkCuts(new OurTransportUnderTest(), seed).run(8, 10_000);
 * }</pre>
 *
 * <p>A connection is reset, ended, cut in the middle of what is on its way, or stalled and cut
 * later. The seed is that of the cuts; which bytes they meet depends on the computer.
 */
public final class NetworkCuts {

  private static final int MAX_PAUSE_MILLIS = 60;
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** More than all of a run, as nobody is to be told that something was missed. */
  private static final long LOG_BYTES = 1L << 30;

  private static final int LOG_EVENTS = 1 << 20;

  private final TcpTransportUnderTest underTest;
  private final long seed;

  /**
   * Makes a run.
   *
   * @param underTest the transport
   * @param seed of the cuts
   */
  public NetworkCuts(TcpTransportUnderTest underTest, long seed) {
    this.underTest = underTest;
    this.seed = seed;
  }

  /**
   * What happened.
   *
   * @param cuts how many connections were cut
   * @param connections how many there were
   * @param messages how many were said
   */
  public record Report(int cuts, int connections, int messages) {}

  /**
   * Has clients talk and connections cut.
   *
   * @param clients how many clients; at least 2
   * @param cuts after how many cuts it ends; there are about thirty in a second
   * @return what happened
   * @throws AssertionError when somebody missed something, or got what was not to come
   */
  public Report run(int clients, int cuts) {
    if (clients < 2 || cuts < 1) {
      throw new IllegalArgumentException(
          "clients: " + clients + ", cuts: " + cuts + " (expected: > 1, > 0)");
    }
    Transport transport = underTest.create(TransportLimits.defaults());
    try (ChatRooms rooms = rooms()) {
      transport.start(rooms);
      try (TcpRelay relay = new TcpRelay(underTest.address(transport))) {
        return run(clients, cuts, rooms, relay);
      } finally {
        transport.stop(DRAIN);
      }
    }
  }

  private ChatRooms rooms() {
    return underTest
        .rooms()
        .rates(RateLimits.none())
        .reconnectGrace(GRACE)
        .log(LOG_EVENTS, LOG_BYTES)
        .slowReaders(new SlowReaderPolicy(SlowReaderPolicy.Reaction.RESET, LOG_BYTES))
        .build();
  }

  private Report run(int clients, int cuts, ChatRooms rooms, TcpRelay relay) {
    List<String> truth = Collections.synchronizedList(new ArrayList<>());
    rooms
        .room("lobby")
        .addListener(
            (room, event) -> {
              if (event instanceof RoomEvent.Posted posted) {
                truth.add(posted.message().text());
              }
            });
    List<PersistentClient> talkers =
        IntStream.range(0, clients)
            .mapToObj(
                i ->
                    new PersistentClient(
                        "client" + i,
                        (request, listener) ->
                            underTest.connect(relay.address(), request, listener),
                        seed + i))
            .toList();
    try {
      talkers.forEach(each -> TcpRelay.daemon("network-cuts", each));
      // From here on everybody has an event to go on from.
      await("all are in", talkers, each -> each.connections() > 0 && each.knowsWhoIsHere());
      rooms.room("lobby").post("begin");
      await("all see the beginning", talkers, each -> each.seen().contains("begin"));
      talkers.forEach(PersistentClient::beginToTalk);
      int done = cut(cuts, relay, talkers);
      talkers.forEach(PersistentClient::beQuiet);
      await("all have been answered", talkers, PersistentClient::isAnswered);
      rooms.room("lobby").post("end");
      await("all see the end", talkers, each -> each.hasSeen("end"));
      underTest.await(() -> truth.contains("end"));
      check(talkers, List.copyOf(truth));
      int connections = talkers.stream().mapToInt(PersistentClient::connections).sum();
      return new Report(done, connections, truth.size());
    } finally {
      talkers.forEach(PersistentClient::leave);
    }
  }

  private int cut(int cuts, TcpRelay relay, List<PersistentClient> talkers) {
    Random random = new Random(seed);
    int done = 0;
    while (done < cuts && talkers.stream().allMatch(each -> each.faults().isEmpty())) {
      done += relay.cutOne(random) ? 1 : 0;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_PAUSE_MILLIS)));
    }
    relay.endStalled();
    return done;
  }

  private void await(
      String what, List<PersistentClient> talkers, Predicate<PersistentClient> condition) {
    boolean holds =
        underTest.await(
            () ->
                talkers.stream().allMatch(condition)
                    || talkers.stream().anyMatch(each -> !each.faults().isEmpty()));
    assertThat(faults(talkers)).as("seed %d, %s", seed, what).isEmpty();
    assertThat(holds).as("seed %d, %s: %s", seed, what, talkers).isTrue();
  }

  private static List<String> faults(List<PersistentClient> talkers) {
    return talkers.stream().flatMap(each -> each.faults().stream()).toList();
  }

  private void check(List<PersistentClient> talkers, List<String> truth) {
    assertThat(truth).as("seed %d, what was said", seed).doesNotHaveDuplicates();
    for (PersistentClient each : talkers) {
      assertThat(each.seen()).as("seed %d, as %s saw it", seed, each).isEqualTo(truth);
      assertThat(truth)
          .as("seed %d, what %s was told was said", seed, each)
          .containsAll(each.answered());
    }
  }
}
