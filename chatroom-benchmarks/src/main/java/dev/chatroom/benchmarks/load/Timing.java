package dev.chatroom.benchmarks.load;

import java.time.Duration;

/**
 * How long something is measured.
 *
 * @param warmUp for how long the server is kept busy before
 * @param window how long it is measured
 */
public record Timing(Duration warmUp, Duration window) {}
