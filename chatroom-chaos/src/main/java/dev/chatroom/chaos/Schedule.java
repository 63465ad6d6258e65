package dev.chatroom.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What breaks when: a function of the seed. Faults of different things overlap; a thing that is
 * broken is not broken once more before it is whole and has been for a moment. While a replica
 * takes over, the network is whole.
 *
 * @param faults in order of time
 */
record Schedule(List<Planned> faults) {

  /** Longer than a node needs to be there again. */
  private static final long RECOVERY_MILLIS = 5_000;

  private static final long MIN_LASTS_MILLIS = 300;
  private static final long MIN_PAUSE_MILLIS = 1_000;
  private static final int MAX_PAUSE_MILLIS = 4_000;

  /**
   * One fault.
   *
   * @param at when, after the beginning
   * @param lasts how long
   */
  record Planned(Duration at, Duration lasts, Fault fault) {

    Duration end() {
      return at.plus(lasts);
    }

    @Override
    public String toString() {
      return "%7.1f s, for %4.1f s: %s"
          .formatted(at.toMillis() / 1000.0, lasts.toMillis() / 1000.0, fault);
    }
  }

  Schedule {
    faults = List.copyOf(faults);
  }

  /**
   * Makes one.
   *
   * @param nodes how many there are
   * @param length when the last fault is over
   * @param longest how long one fault lasts at most: longer than a lease, so that some are lost
   */
  static Schedule of(long seed, int nodes, Duration length, Duration longest) {
    Random random = new Random(seed);
    Map<String, Long> freeAt = new HashMap<>();
    List<Fault> deck = new ArrayList<>();
    List<Planned> faults = new ArrayList<>();
    long now = MIN_PAUSE_MILLIS;
    while (now + MIN_LASTS_MILLIS < length.toMillis()) {
      if (deck.isEmpty()) {
        deck.addAll(deck(random, nodes));
      }
      long at = now;
      Optional<Fault> next =
          deck.stream()
              .filter(each -> things(each, nodes).stream().allMatch(t -> isFree(freeAt, t, at)))
              .findFirst();
      if (next.isPresent()) {
        Fault fault = next.get();
        deck.remove(fault);
        long most = Math.min(longest.toMillis(), length.toMillis() - now);
        long lasts = lasting(fault, random, most);
        things(fault, nodes).forEach(each -> freeAt.put(each, at + lasts + RECOVERY_MILLIS));
        faults.add(new Planned(Duration.ofMillis(at), Duration.ofMillis(lasts), fault));
        now += random.nextInt(MAX_PAUSE_MILLIS);
      }
      now += MIN_LASTS_MILLIS;
    }
    return new Schedule(faults);
  }

  private static boolean isFree(Map<String, Long> freeAt, String thing, long at) {
    return freeAt.getOrDefault(thing, 0L) <= at;
  }

  /** All there is, in any order, so that none is missing in a minute. */
  private static List<Fault> deck(Random random, int nodes) {
    List<Fault> deck = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      deck.add(new Fault.KillNode(random.nextInt(nodes)));
      deck.add(new Fault.PauseNode(random.nextInt(nodes)));
      deck.add(new Fault.KillRedis());
    }
    deck.add(new Fault.StopNode(random.nextInt(nodes)));
    deck.add(new Fault.CutNode(random.nextInt(nodes)));
    deck.add(new Fault.HoldNode(random.nextInt(nodes)));
    deck.add(new Fault.ResetNode(random.nextInt(nodes)));
    deck.add(new Fault.PauseRedis());
    deck.add(new Fault.FlushScripts());
    deck.add(new Fault.FailOver(false));
    deck.add(new Fault.FailOver(true));
    Collections.shuffle(deck, random);
    return deck;
  }

  private static long lasting(Fault fault, Random random, long most) {
    if (fault instanceof Fault.FlushScripts || fault instanceof Fault.ResetNode) {
      return 0;
    }
    long millis = MIN_LASTS_MILLIS + (long) (random.nextDouble() * (most - MIN_LASTS_MILLIS));
    return fault instanceof Fault.FailOver ? Math.min(millis, 1_500) : millis;
  }

  /** What a fault breaks: a node's process, its network, and Redis. */
  private static List<String> things(Fault fault, int nodes) {
    List<String> things = new ArrayList<>();
    if (fault instanceof Fault.OfRedis) {
      things.add("redis");
      if (fault instanceof Fault.FailOver) {
        for (int i = 0; i < nodes; i++) {
          things.add("network " + i);
        }
      }
    } else if (fault instanceof Fault.OfNode of) {
      boolean isProcess =
          fault instanceof Fault.KillNode
              || fault instanceof Fault.StopNode
              || fault instanceof Fault.PauseNode;
      things.add((isProcess ? "node " : "network ") + of.node());
    }
    return things;
  }

  /**
   * Returns after how many of the faults logs may be others: a replica that takes over does not
   * know whether it has got all.
   */
  int promotions() {
    return (int) faults.stream().filter(each -> each.fault() instanceof Fault.FailOver).count();
  }

  @Override
  public String toString() {
    return faults.stream().map(Planned::toString).collect(Collectors.joining("\n"));
  }
}
