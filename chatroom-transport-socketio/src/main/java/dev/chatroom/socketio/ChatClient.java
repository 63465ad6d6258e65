package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chat: a client in the default namespace, with its place in a room; on its event loop. */
final class ChatClient implements NamespaceClient, Outbound {

  private final SocketIoSocket socket;
  private final EngineSession engine;
  private final ChatRooms rooms;
  private final Handshake facts;
  private @Nullable TransportSession session;
  private boolean refused;
  private boolean ending;
  private boolean gone;

  private ChatClient(SocketIoSocket socket, ChatRooms rooms, Handshake facts) {
    this.socket = socket;
    this.engine = socket.engine();
    this.rooms = rooms;
    this.facts = facts;
  }

  /** Makes what is at the server's end of a session: the chat in the default namespace. */
  static EngineClient.Factory factory(ChatRooms rooms, int maxMessageBytes) {
    return (engine, facts) ->
        new SocketIoConnection(
            engine,
            socket ->
                socket.namespace().equals(SocketIoSocket.DEFAULT_NAMESPACE)
                    ? Optional.of(new ChatClient(socket, rooms, facts))
                    : Optional.empty(),
            maxMessageBytes);
  }

  @Override
  public boolean isConnected() {
    return session != null;
  }

  @Override
  public boolean isRefused() {
    return refused;
  }

  @Override
  public void connect(Map<?, ?> auth) {
    rooms
        .connect(facts(auth), this, engine.eventLoop())
        .thenAccept(result -> engine.execute(() -> connected(result)));
  }

  /** What a client gives with its packet, as `auth`, is as good as the query, which comes first. */
  private Handshake facts(Map<?, ?> auth) {
    if (auth.isEmpty()) {
      return facts;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>(facts.query());
    auth.forEach(
        (name, value) -> {
          if (name instanceof String key && value instanceof String text) {
            parameters.putIfAbsent(key, List.of(text));
          }
        });
    return new Handshake(facts.transport(), facts.address(), parameters, facts.headers());
  }

  /** An authenticator has decided, which may have taken its time. */
  private void connected(ConnectResult result) {
    if (result instanceof ConnectResult.Attached attached) {
      if (gone || ending || engine.isClosing()) {
        attached.session().disconnected();
        return;
      }
      session = attached.session();
      socket.connected();
      attached.session().writable();
    } else if (!gone) {
      refuseConnect(((ConnectResult.Rejected) result).refusal());
    }
    engine.link().flush();
  }

  /** Without a place in a room the connection ends by itself, if the client does not end it. */
  private void refuseConnect(Outcome.Refused refusal) {
    refused = true;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", refusal.code());
    data.put("msg", refusal.text());
    if (refusal.retryAfter() != null) {
      // Rounded up: who waits for so long is not too early.
      data.put("retryAfter", refusal.retryAfter().plusNanos(999_999).toMillis());
    }
    socket.refused(refusal.text(), data);
  }

  @Override
  public void receive(SocketIoEvent event) {
    TransportSession attached = session;
    if (attached == null || ending) {
      return;
    }
    if (event.hasAttachments()) {
      // No event of this chat is binary.
      attached.refuse(Refusal.MALFORMED, event.name(), answerTo(event.ackId()));
    } else {
      attached.receive(event.name(), event.argument(), answerTo(event.ackId()));
    }
  }

  @Override
  public void refuse(Refusal reason, @Nullable String event, String ackId) {
    if (session != null && !ending) {
      session.refuse(reason, event, answerTo(ackId));
    }
  }

  private @Nullable Consumer<Map<String, Object>> answerTo(String ackId) {
    return ackId.isEmpty() ? null : answer -> socket.answer(ackId, List.of(answer));
  }

  /** The client does not speak the protocol: it is told so, and the connection ends. */
  @Override
  public void malformed() {
    if (ending) {
      return;
    }
    if (session != null) {
      session.refuse(Refusal.MALFORMED, null, null);
    }
    end(CloseReason.PROTOCOL_ERROR);
  }

  /** Ends the session after what it has yet to read, or at once where there is none. */
  @Override
  public void end(CloseReason reason) {
    ending = true;
    if (session != null) {
      session.session().close(reason);
    } else {
      engine.close(reason);
    }
  }

  @Override
  public void writable() {
    if (session != null) {
      session.writable();
    }
  }

  @Override
  public void disconnected() {
    gone = true;
    if (session != null) {
      session.disconnected();
    }
  }

  /** Nothing comes before the packet that says that the client is connected. */
  @Override
  public boolean isWritable() {
    return session != null && engine.link().isWritable();
  }

  @Override
  public void send(Frames frames) {
    engine.link().write(frames);
  }

  @Override
  public void flush() {
    engine.link().flush();
  }

  /** A client that gets a disconnect packet does not connect again by itself. */
  @Override
  public void close(CloseReason reason) {
    if (!reason.reconnect()) {
      socket.disconnect();
    }
    engine.close(reason);
  }
}
