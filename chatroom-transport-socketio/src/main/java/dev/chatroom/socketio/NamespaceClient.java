package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client has joined by a namespace: the chat, in this transport.
 *
 * <p>Called on the session's event loop.
 */
interface NamespaceClient {

  /** Makes what is at the server's end of a namespace. */
  @FunctionalInterface
  interface Namespaces {

    /** Returns what the namespace of a socket stands for; nothing where there is no such one. */
    Optional<NamespaceClient> join(SocketIoSocket socket);
  }

  /** The client asks to be let in, with an object of its own, which may be empty. */
  void connect(Map<?, ?> auth);

  /** Returns whether it was let in. */
  boolean isConnected();

  /** Returns whether it was not let in; it may ask again. */
  boolean isRefused();

  /** The client has sent an event. */
  void receive(SocketIoEvent event);

  /**
   * The client has sent something from which no event could be made.
   *
   * @param reason why not
   * @param event the name of the event, as far as it could be made out
   * @param ackId as in {@link SocketIoEvent}
   */
  void refuse(Refusal reason, @Nullable String event, String ackId);

  /** The client does not speak the protocol; the connection is to end. */
  void malformed();

  /** The connection takes more than it did. */
  void writable();

  /** The connection is to end when what is there for the client has been written. */
  void end(CloseReason reason);

  /** The client is gone. */
  void disconnected();
}
