package dev.chatroom.spi;

import dev.chatroom.ChatSession;
import dev.chatroom.Refusal;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session as the transport that carries it sees it: the documented protocol, without its bytes.
 *
 * <p>The methods are called on the executor given to {@link dev.chatroom.ChatRooms#connect}.
 */
public interface TransportSession {

  /** {@return the session} */
  ChatSession session();

  /**
   * Hands in what the client sent. Nothing that a client can send makes this throw.
   *
   * @param event the name of the event
   * @param data its first argument, made of {@code null}, {@code String}, {@code Number}, {@code
   *     Boolean}, {@code List} and {@code Map}
   * @param answer takes the answer, once, on the session's executor, where the client asked for an
   *     acknowledgement; without one, a refusal is sent as the event {@code refused}. Once the
   *     session has ended there is neither.
   */
  void receive(String event, @Nullable Object data, @Nullable Consumer<Map<String, Object>> answer);

  /**
   * Refuses what the client sent, where the transport could not make an event of it.
   *
   * @param reason why
   * @param event the name of the event, as far as it could be made out
   * @param answer takes the answer, as in {@link #receive}
   */
  void refuse(
      Refusal reason, @Nullable String event, @Nullable Consumer<Map<String, Object>> answer);

  /** Says that the connection can be written to again after {@link Outbound#isWritable} said no. */
  void writable();

  /** Says that the connection is gone. Saying it twice does nothing. */
  void disconnected();
}
