package dev.chatroom.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Socket.IO client in the default namespace of one Engine.IO session; on its event loop. */
final class SocketIoClient implements Outbound {

  private static final String DEFAULT_NAMESPACE = "/";
  private static final String MESSAGE = "4";

  private final EngineSession engine;
  private final ChatRooms rooms;
  private final Handshake facts;
  private @Nullable TransportSession session;
  private boolean connecting;
  private boolean ending;
  private boolean gone;

  SocketIoClient(EngineSession engine, ChatRooms rooms, Handshake facts) {
    this.engine = engine;
    this.rooms = rooms;
    this.facts = facts;
  }

  /** A client of the older protocol is in the default namespace from the start. */
  void opened() {
    if (engine.version() == EngineVersion.V3) {
      connect(facts);
    }
  }

  boolean isConnected() {
    return session != null;
  }

  private void connect(Handshake handshake) {
    connecting = true;
    rooms
        .connect(handshake, this, engine.eventLoop())
        .thenAccept(
            result -> {
              if (engine.eventLoop().inEventLoop()) {
                connected(result);
              } else {
                engine.eventLoop().execute(() -> connected(result));
              }
            });
  }

  /** An authenticator has decided, which may have taken its time. */
  private void connected(ConnectResult result) {
    if (result instanceof ConnectResult.Attached attached) {
      if (gone || ending) {
        attached.session().disconnected();
        return;
      }
      session = attached.session();
      write(
          "0",
          engine.version() == EngineVersion.V4 ? Map.of("sid", EngineSession.randomId()) : null);
      attached.session().writable();
    } else if (!gone) {
      refuseConnect(((ConnectResult.Rejected) result).refusal());
    }
    engine.link().flush();
  }

  /** Without a place in a room the connection ends by itself, if the client does not end it. */
  private void refuseConnect(Outcome.Refused refusal) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", refusal.code());
    data.put("msg", refusal.text());
    write(
        "4",
        engine.version() == EngineVersion.V4
            ? Map.of("message", refusal.text(), "data", data)
            : data);
  }

  /** Takes what an Engine.IO message carries. */
  void receive(String text) {
    if (ending) {
      return;
    }
    Optional<SocketIoPacket> parsed = SocketIoPacket.parse(text);
    if (parsed.isEmpty()) {
      protocolError();
      return;
    }
    SocketIoPacket packet = parsed.get();
    if (!packet.namespace().equals(DEFAULT_NAMESPACE)) {
      otherNamespace(packet);
      return;
    }
    switch (packet.type()) {
      case CONNECT -> connectAsked(packet);
      case DISCONNECT -> engine.closeNormally();
      case EVENT -> event(packet);
      case BINARY_EVENT -> binaryEvent(packet);
      case ACK, BINARY_ACK -> {
        // Nothing that the server sends asks for an acknowledgement.
      }
      case CONNECT_ERROR -> protocolError();
    }
  }

  private void otherNamespace(SocketIoPacket packet) {
    if (packet.type() == SocketIoPacket.Type.CONNECT) {
      String text = "Invalid namespace";
      write(
          "4" + packet.namespace() + ",",
          engine.version() == EngineVersion.V4 ? Map.of("message", text) : text);
      engine.link().flush();
    }
  }

  private void connectAsked(SocketIoPacket packet) {
    if (engine.version() == EngineVersion.V3 || connecting) {
      return;
    }
    try {
      if (packet.json().isEmpty()) {
        connect(facts);
        return;
      } else if (Json.parse(packet.json()) instanceof Map<?, ?> auth) {
        connect(facts(auth));
        return;
      }
    } catch (JsonProcessingException notJson) {
      // Falls through to what is no object either.
    }
    protocolError();
  }

  /** What a client gives with its packet, as `auth`, is as good as the query, which comes first. */
  private Handshake facts(Map<?, ?> auth) {
    Map<String, List<String>> parameters = new LinkedHashMap<>(facts.query());
    auth.forEach(
        (name, value) -> {
          if (name instanceof String key && value instanceof String text) {
            parameters.putIfAbsent(key, List.of(text));
          }
        });
    return new Handshake(facts.transport(), facts.address(), parameters, facts.headers());
  }

  private void event(SocketIoPacket packet) {
    TransportSession attached = session;
    if (attached == null) {
      protocolError();
      return;
    }
    List<?> arguments;
    try {
      arguments = Json.parse(packet.json()) instanceof List<?> list ? list : List.of();
    } catch (JsonProcessingException notJson) {
      arguments = List.of();
    }
    if (!arguments.isEmpty() && arguments.get(0) instanceof String name) {
      Object data = arguments.size() > 1 ? arguments.get(1) : null;
      attached.receive(name, data, answerTo(packet.ackId()));
    } else {
      protocolError();
    }
  }

  /** No event of this chat is binary. Its attachments follow as binary messages and are skipped. */
  private void binaryEvent(SocketIoPacket packet) {
    if (session != null) {
      session.refuse(Refusal.MALFORMED, null, answerTo(packet.ackId()));
    } else {
      protocolError();
    }
  }

  /** Takes the beginning of an Engine.IO message that was longer than allowed. */
  void receiveTooLong(String beginning) {
    if (ending) {
      return;
    }
    if (session == null) {
      protocolError();
      return;
    }
    Optional<SocketIoPacket.Beginning> event = SocketIoPacket.parseBeginning(beginning);
    session.refuse(
        Refusal.TOO_LARGE,
        event.map(SocketIoPacket.Beginning::event).orElse(null),
        answerTo(event.map(SocketIoPacket.Beginning::ackId).orElse("")));
  }

  private @Nullable Consumer<Map<String, Object>> answerTo(String ackId) {
    return ackId.isEmpty() ? null : answer -> write("3" + ackId, List.of(answer));
  }

  /** The client does not speak the protocol: it is told so, and the connection ends. */
  void protocolError() {
    if (ending) {
      return;
    }
    if (session != null) {
      session.refuse(Refusal.MALFORMED, null, null);
    }
    end(CloseReason.PROTOCOL_ERROR);
  }

  /** Ends the session after what it has yet to read, or at once where there is none. */
  void end(CloseReason reason) {
    ending = true;
    if (session != null) {
      session.session().close(reason);
    } else {
      engine.close(reason);
    }
  }

  void writable() {
    if (session != null) {
      session.writable();
    }
  }

  void disconnected() {
    gone = true;
    if (session != null) {
      session.disconnected();
    }
  }

  private void write(String header, @Nullable Object data) {
    String json = data == null ? "" : new String(Json.bytes(data), StandardCharsets.UTF_8);
    engine.link().write(MESSAGE + header + json);
  }

  /** Nothing comes before the packet that says that the client is connected. */
  @Override
  public boolean isWritable() {
    return session != null && engine.link().isWritable();
  }

  @Override
  public void send(List<Frame> frames) {
    EngineLink link = engine.link();
    frames.forEach(link::write);
  }

  @Override
  public void flush() {
    engine.link().flush();
  }

  /** A client that gets a disconnect packet does not connect again by itself. */
  @Override
  public void close(CloseReason reason) {
    if (!reason.reconnect()) {
      write("1", null);
    }
    engine.close(reason);
  }
}
