package dev.chatroom.testkit.simulation;

import dev.chatroom.policy.PresencePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is usual in a simulated world, as far as the laws have to know of it.
 *
 * @param presence how often there are lists of who is here
 * @param reconnectGrace how long who lost a connection is expected back
 * @param retireAfter how long rooms stay in which nobody is; for good when absent
 * @param moderation whether order is kept: by the application, and by some of the clients
 * @param losesLogs whether the backplane loses logs
 */
record Customs(
    PresencePolicy presence,
    Duration reconnectGrace,
    @Nullable Duration retireAfter,
    boolean moderation,
    boolean losesLogs) {}
