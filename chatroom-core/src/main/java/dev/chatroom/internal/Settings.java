package dev.chatroom.internal;

import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.SlowReaderPolicy;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all rooms of one {@code ChatRooms} have in common.
 *
 * @param executor runs listeners and sessions that have no client behind them
 * @param clock what time it is, for rates
 * @param random makes ids
 * @param nicknames which nicknames may be claimed
 * @param claims how many claims a session may send; any number when absent
 * @param posts how many messages a session may send; any number when absent
 * @param maxMessageBytes the longest message, in bytes of UTF-8
 * @param slowReader what happens to a session that falls off the log
 * @param log how much of a room's log this node keeps
 * @param history how much of what was said a newcomer gets
 * @param texts of refusals
 */
public record Settings(
    Executor executor,
    Clock clock,
    RandomGenerator random,
    NicknamePolicy nicknames,
    @Nullable RateLimit claims,
    @Nullable RateLimit posts,
    int maxMessageBytes,
    SlowReaderPolicy slowReader,
    LogBounds log,
    HistoryBounds history,
    RefusalTexts texts) {}
