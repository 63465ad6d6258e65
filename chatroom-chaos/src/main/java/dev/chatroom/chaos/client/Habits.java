package dev.chatroom.chaos.client;

import java.util.Random;

/**
 * How people are: what they do next, and when. What they roll comes from a seed; when they roll
 * does not.
 */
final class Habits {

  /** What somebody does who has a nickname. */
  enum Act {
    POST,
    RENAME,
    LEAVE,
    CLOSE,
    ABORT,
    FORGET
  }

  private static final int LATE_MILLIS = 500;

  private final Random random;
  private final long paceMillis;
  private final int names;

  /**
   * Makes somebody's.
   *
   * @param paceMillis how long between two acts, on average
   * @param names how many names there are in the room, for which all compete
   */
  Habits(long seed, long paceMillis, int names) {
    this.random = new Random(seed);
    this.paceMillis = paceMillis;
    this.names = names;
  }

  Random random() {
    return random;
  }

  Act act() {
    int roll = random.nextInt(100);
    if (roll < 84) {
      return Act.POST;
    } else if (roll < 90) {
      return Act.RENAME;
    } else if (roll < 92) {
      return Act.LEAVE;
    } else if (roll < 95) {
      return Act.CLOSE;
    } else {
      return roll < 99 ? Act.ABORT : Act.FORGET;
    }
  }

  /** Two ways to write a name count as the same. */
  String name() {
    String name = "Guest" + random.nextInt(names);
    return random.nextBoolean() ? name : name.toUpperCase(java.util.Locale.ROOT);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  long pauseMillis() {
    return 1 + (long) (random.nextDouble() * 2 * paceMillis);
  }

  long soonMillis() {
    return 20L + random.nextInt(LATE_MILLIS);
  }
}
