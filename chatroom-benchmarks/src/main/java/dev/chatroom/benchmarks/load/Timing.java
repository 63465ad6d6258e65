package dev.chatroom.benchmarks.load;

import java.time.Duration;

/**
 * How long something is measured.
 *
 * @param warmUp how long it goes on before
 * @param window how long it is measured
 */
public record Timing(Duration warmUp, Duration window) {}
