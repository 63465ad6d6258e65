/**
 * The backplane that keeps rooms in Redis or Valkey: {@link dev.chatroom.redis.RedisBackplane}.
 *
 * <p>A command goes as one call of the {@code Library} over the {@code Link}, which checks it,
 * appends what it became to the room's stream, and rings the room's bell with it. Each node hears
 * the bell on another connection ({@code Following}), and reads the stream where it did not. The
 * {@code Heart} keeps the lease of the node, and sweeps the names of nodes whose lease has lapsed.
 */
@NullMarked
package dev.chatroom.redis;

import org.jspecify.annotations.NullMarked;
