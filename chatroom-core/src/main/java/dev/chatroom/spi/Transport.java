package dev.chatroom.spi;

import dev.chatroom.ChatRooms;
import java.time.Duration;

/**
 * Puts outside connections into rooms.
 *
 * <p>A transport owns sockets, lanes and wire formats; it knows no policy. For each connection it
 * calls {@link ChatRooms#connect} with an {@link Outbound} to write to and the executor that serves
 * the connection, hands what the client sends to {@link TransportSession#receive}, and says when
 * the connection can be written to again and when it is gone.
 */
public interface Transport extends AutoCloseable {

  /** How long {@link #close()} waits for clients to take what is waiting for them. */
  Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

  /**
   * Starts to accept connections; returns when it does.
   *
   * @param rooms where the connections go
   * @throws java.io.UncheckedIOException when the address cannot be bound; nothing is left running
   * @throws IllegalStateException when the transport was started before
   */
  void start(ChatRooms rooms);

  /**
   * Stops: accepts no more connections, ends the sessions with {@link
   * dev.chatroom.CloseReason#GOING_AWAY}, waits for clients to take what is waiting for them, and
   * frees the address. When it returns, no thread and no socket is left. Stopping twice does
   * nothing.
   *
   * @param drain how long to wait for clients at most
   */
  void stop(Duration drain);

  /** Stops with {@link #DEFAULT_DRAIN}. */
  @Override
  default void close() {
    stop(DEFAULT_DRAIN);
  }
}
