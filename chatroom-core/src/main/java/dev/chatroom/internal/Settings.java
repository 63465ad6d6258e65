package dev.chatroom.internal;

import dev.chatroom.Nickname;
import dev.chatroom.Scheduler;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What all rooms of one {@code ChatRooms} have in common.
 *
 * @param executor runs listeners and sessions that have no client behind them
 * @param clock what time it is
 * @param scheduler runs things later
 * @param random makes ids
 * @param policies what is accepted
 * @param roomNickname the name in which the application speaks
 * @param maxMessageBytes the longest message, in bytes of UTF-8
 * @param grace how long a session that lost its connection holds on to its nickname
 * @param presence how clients are told who is here
 * @param slowReaders what happens to a session that is too far behind
 * @param metrics what is counted
 * @param texts of refusals
 */
public record Settings(
    Executor executor,
    Clock clock,
    Scheduler scheduler,
    RandomGenerator random,
    Policies policies,
    Nickname roomNickname,
    int maxMessageBytes,
    Duration grace,
    PresencePolicy presence,
    SlowReaderPolicy slowReaders,
    Metrics metrics,
    RefusalTexts texts) {}
