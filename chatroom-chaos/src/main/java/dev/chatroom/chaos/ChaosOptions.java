package dev.chatroom.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a run is.
 *
 * @param seed of the schedule, and of what clients do
 * @param schedule what breaks
 * @param nodes how many there are
 * @param clients how many there are
 * @param rooms where they are
 * @param pace how long a client waits between two acts, on average
 * @param lease how long after a node's last sign of life others take it for lost
 * @param before directories with classes and resources of the nodes that go before those of this
 *     project
 * @param directory where logs are written, and the records of a run that has failed
 */
record ChaosOptions(
    long seed,
    Schedule schedule,
    int nodes,
    int clients,
    List<String> rooms,
    Duration pace,
    Duration lease,
    List<Path> before,
    Path directory) {

  private static final int NODES = 3;
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** Returns what the issue asks for: three nodes, three hundred clients. */
  static ChaosOptions usual(long seed, Duration length, Path directory) {
    return new ChaosOptions(
        seed,
        Schedule.of(seed, NODES, length, LONGEST),
        NODES,
        300,
        List.of("lobby", "attic", "cellar"),
        Duration.ofSeconds(4),
        LEASE,
        List.of(),
        directory);
  }

  ChaosOptions withClients(int value, Duration paceOfEach) {
    return new ChaosOptions(
        seed, schedule, nodes, value, rooms, paceOfEach, lease, before, directory);
  }

  ChaosOptions withSchedule(Schedule value) {
    return new ChaosOptions(seed, value, nodes, clients, rooms, pace, lease, before, directory);
  }

  ChaosOptions before(Path classes) {
    return new ChaosOptions(
        seed, schedule, nodes, clients, rooms, pace, lease, List.of(classes), directory);
  }
}
