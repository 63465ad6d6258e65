package dev.chatroom.redis;

import dev.chatroom.spi.BackplaneMetrics;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What was given to the builder.
 *
 * @param keys what keys are called
 * @param lease within which names of a lost node are free
 * @param timeout within which a command is answered
 * @param replicas how many have to have a command before it is acknowledged
 * @param random makes epochs and the names of nodes
 * @param metrics is told
 */
record Options(
    RoomKeys keys,
    Duration lease,
    Duration timeout,
    int replicas,
    RandomGenerator random,
    BackplaneMetrics metrics) {

  /** How many beats a node has in the time of a lease. */
  private static final int BEATS = 5;

  Duration beat() {
    return lease.dividedBy(BEATS);
  }

  /**
   * Three beats: a name is free one beat after them at the latest, and that is within the lease.
   */
  Duration timeToLive() {
    return beat().multipliedBy(3);
  }

  /** Without any beat for longer than this, there was no Redis to have one with. */
  Duration outage() {
    return beat().multipliedBy(2);
  }

  /** 126 bits and a digit, in the characters of an epoch. */
  String newName() {
    return Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX)
        + Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
  }
}
