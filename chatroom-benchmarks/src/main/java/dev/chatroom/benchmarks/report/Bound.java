package dev.chatroom.benchmarks.report;

import static dev.chatroom.benchmarks.load.Figures.ALLOCATED_PER_DELIVERY;
import static dev.chatroom.benchmarks.load.Figures.BATCHED_GROWTH;
import static dev.chatroom.benchmarks.load.Figures.CPU;
import static dev.chatroom.benchmarks.load.Figures.CPU_PER_DELIVERY;
import static dev.chatroom.benchmarks.load.Figures.P99;
import static dev.chatroom.benchmarks.load.Figures.P99_RATIO;
import static dev.chatroom.benchmarks.load.Figures.RECEIVED;
import static dev.chatroom.benchmarks.load.Figures.RESIDENT_PER_CONNECTION;
import static dev.chatroom.benchmarks.load.Figures.STEADY_GROWTH;

import dev.chatroom.benchmarks.load.Figures;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What has to be shown of this project.
 *
 * @param what of what it is a bound, in words
 * @param isMost whether less is good
 * @param socketIo the bound over Socket.IO
 * @param jetty the bound on Jetty; NaN for none
 * @param measured finds what was measured
 */
record Bound(String what, boolean isMost, double socketIo, double jetty, Measured measured) {

  static final String SOCKET_IO = "chatroom-socketio";
  static final String JETTY = "chatroom-jetty";

  private static final String NONE = "–";
  private static final String POST = "PostInRoomOfTwo.post";

  /** What was measured of a peer. */
  interface Measured {
    OptionalDouble in(Measurements measurements, String peer);
  }

  /** Returns all of them. */
  static List<Bound> all() {
    return List.of(
        perLimit("CPU per delivery, steady", 1.15, 1.6, "steady", CPU_PER_DELIVERY),
        perLimit("CPU per delivery, 16 in flight", 1.25, 2, "in-flight-16", CPU_PER_DELIVERY),
        perBest("deliveries, 16 in flight", 9, 5, "in-flight-16"),
        perBest("deliveries, 128 in flight", 20, 7, "in-flight-128"),
        perLimit("CPU per delivery, small rooms", 1.6, 2, "small-rooms", CPU_PER_DELIVERY),
        perLimit("p99 at half of the saturation rate", 1.5, 2, "half-load", P99),
        perLimit("bytes, 2,000 join", 0.03, 0.03, "join", RECEIVED),
        perLimit("CPU, 2,000 join", 0.3, 0.3, "join", CPU),
        most(
            "p99 of the others when 1 % stop reading ÷ without",
            1.5, 1.5, "slow-readers", P99_RATIO),
        perLimit("memory of an idle connection", 1.4, 2.5, "idle", RESIDENT_PER_CONNECTION),
        perLimit("growth of CPU per delivery, steady", 1.15, 1.15, "growth", STEADY_GROWTH),
        perLimit("growth of CPU per delivery, 16 in flight", 1.15, 1.15, "growth", BATCHED_GROWTH),
        most(
            "allocated per delivery, 16 in flight, B",
            64,
            256,
            "in-flight-16",
            ALLOCATED_PER_DELIVERY),
        inProcess("a post in a room of two, in process, ns", 1000, JmhResults.TIME),
        inProcess("the same, allocated, B", 400, JmhResults.ALLOCATED),
        twoNodes("100 messages a second", SharedRooms.PACED_CPU),
        twoNodes("16 in flight", Figures.CPU_WITHOUT_COMPILERS),
        new Bound(
            "deliveries and connections that went wrong in any scenario",
            true,
            0,
            0,
            (measurements, peer) -> measurements.faults(peer)));
  }

  private static Bound perLimit(
      String what, double socketIo, double jetty, String scenario, String figure) {
    return new Bound(
        what + " ÷ limit",
        true,
        socketIo,
        jetty,
        (measurements, peer) -> measurements.perLimit(scenario, peer, figure));
  }

  private static Bound perBest(String what, double socketIo, double jetty, String scenario) {
    return new Bound(
        what + " ÷ best",
        false,
        socketIo,
        jetty,
        (measurements, peer) -> measurements.perBest(scenario, peer));
  }

  private static Bound most(
      String what, double socketIo, double jetty, String scenario, String figure) {
    return new Bound(
        what,
        true,
        socketIo,
        jetty,
        (measurements, peer) -> measurements.median(scenario, peer, figure));
  }

  private static Bound twoNodes(String how, String figure) {
    return new Bound(
        "two nodes on Redis ÷ one: deliveries that a core does for each, " + how,
        false,
        1.7,
        1.7,
        (measurements, peer) -> new SharedRooms(measurements).capacity(peer, figure));
  }

  /** No transport has a part in it; what is measured is shown in the first place. */
  private static Bound inProcess(String what, double most, String figure) {
    return new Bound(
        what,
        true,
        most,
        Double.NaN,
        (measurements, peer) -> measurements.median(JmhResults.SCENARIO, POST, figure));
  }

  /** Returns the cells of its row. */
  List<String> row(Measurements measurements) {
    return List.of(
        what,
        bound(socketIo),
        verdict(socketIo, measured.in(measurements, SOCKET_IO)),
        bound(jetty),
        verdict(jetty, measured.in(measurements, JETTY)));
  }

  private String bound(double bound) {
    return Double.isNaN(bound) ? NONE : (isMost ? "≤ " : "≥ ") + Numbers.exactly(bound);
  }

  private String verdict(double bound, OptionalDouble found) {
    if (Double.isNaN(bound)) {
      return NONE;
    }
    if (found.isEmpty()) {
      return "not measured";
    }
    double value = Numbers.asShown(found.getAsDouble());
    boolean holds = isMost ? value <= bound : value >= bound;
    return Numbers.shortly(value) + (holds ? ", holds" : ", **does not hold**");
  }
}
