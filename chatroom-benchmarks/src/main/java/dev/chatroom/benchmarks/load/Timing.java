package dev.chatroom.benchmarks.load;

import java.time.Duration;

/**
 * How long something is measured.
 *
 * @param warmUp for how long the server is kept busy before
 * @param runIn how long a pace is kept before it is measured
 * @param window how long it is measured
 */
public record Timing(Duration warmUp, Duration runIn, Duration window) {}
