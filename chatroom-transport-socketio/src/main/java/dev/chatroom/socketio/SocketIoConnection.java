package dev.chatroom.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.socketio.NamespaceClient.Namespaces;
import dev.chatroom.web.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO connection over an Engine.IO session: takes packets apart, puts attachments back
 * where they belong, and hands all on by namespace. On the session's event loop.
 */
final class SocketIoConnection implements EngineClient {

  /** As long as a handshake's query and headers may be together; it may be kept with a client. */
  private static final int MAX_AUTH_CHARS = 16 * 1024;

  private final EngineSession engine;
  private final Namespaces namespaces;
  private final int maxMessageBytes;

  /** Those that the client has asked for and that exist, let in or not yet. */
  private final Map<String, NamespaceClient> joined = new HashMap<>();

  private final ConnectRate connects = new ConnectRate(System.nanoTime());

  /** The attachments of the last packet that have not all come. */
  private @Nullable Attachments awaited;

  private boolean ending;

  SocketIoConnection(EngineSession engine, Namespaces namespaces, int maxMessageBytes) {
    this.engine = engine;
    this.namespaces = namespaces;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** A client of the older protocol is in the default namespace from the start. */
  @Override
  public void opened() {
    if (engine.version() == EngineVersion.V3) {
      connect(SocketIoSocket.DEFAULT_NAMESPACE, Map.of());
    }
  }

  @Override
  public boolean isConnected() {
    return joined.values().stream().anyMatch(NamespaceClient::isConnected);
  }

  private void connect(String namespace, Map<?, ?> auth) {
    NamespaceClient present = joined.get(namespace);
    if (present != null && !present.isRefused()) {
      return;
    }
    SocketIoSocket socket = new SocketIoSocket(engine, namespace);
    Optional<NamespaceClient> found = namespaces.join(socket);
    if (found.isPresent()) {
      joined.put(namespace, found.get());
      found.get().connect(auth);
    } else {
      socket.refused("Invalid namespace", null);
    }
    engine.link().flush();
  }

  @Override
  public void receive(String message) {
    if (ending) {
      return;
    }
    Optional<SocketIoPacket> parsed = SocketIoPacket.parse(message);
    if (parsed.isEmpty() || awaited != null) {
      malformed();
      return;
    }
    SocketIoPacket packet = parsed.get();
    switch (packet.type()) {
      case CONNECT -> connectAsked(packet);
      case CONNECT_ERROR -> malformed();
      case DISCONNECT -> leave(packet.namespace());
      case EVENT, ACK -> {
        if (packet.attachments() == 0) {
          complete(packet, List.of());
        } else {
          malformed();
        }
      }
      case BINARY_EVENT, BINARY_ACK -> binary(packet);
    }
  }

  private void binary(SocketIoPacket packet) {
    if (packet.attachments() == 0) {
      complete(packet, List.of());
    } else {
      await(
          packet.attachments(),
          maxMessageBytes,
          found ->
              found.ifPresentOrElse(
                  attachments -> complete(packet, attachments),
                  () -> tooLarge(packet.namespace(), null, packet.ackId())));
    }
  }

  private void await(int announced, int maxBytes, Consumer<Optional<List<byte[]>>> then) {
    if (announced > Attachments.MAX) {
      malformed();
    } else {
      awaited = new Attachments(announced, maxBytes, then);
    }
  }

  @Override
  public void receive(byte[] message) {
    attachment(attachments -> attachments.add(message));
  }

  private void attachment(Predicate<Attachments> adding) {
    Attachments attachments = awaited;
    if (ending) {
      return;
    }
    if (attachments == null) {
      malformed();
    } else if (adding.test(attachments)) {
      awaited = null;
      attachments.handOn();
    }
  }

  @Override
  public void receiveTooLong(String beginning) {
    if (awaited != null) {
      attachment(Attachments::addTooLong);
      return;
    }
    if (ending) {
      return;
    }
    Optional<SocketIoPacket.Beginning> event = SocketIoPacket.parseBeginning(beginning);
    String name = event.map(SocketIoPacket.Beginning::event).orElse(null);
    String ackId = event.map(SocketIoPacket.Beginning::ackId).orElse("");
    int attachments = event.map(SocketIoPacket.Beginning::attachments).orElse(0);
    if (attachments == 0) {
      tooLarge(SocketIoSocket.DEFAULT_NAMESPACE, name, ackId);
    } else {
      // They are of no use any more, and come all the same.
      await(attachments, 0, found -> tooLarge(SocketIoSocket.DEFAULT_NAMESPACE, name, ackId));
    }
  }

  private void tooLarge(String namespace, @Nullable String event, String ackId) {
    NamespaceClient client = connected(namespace);
    if (client == null) {
      malformed();
    } else {
      client.refuse(Refusal.TOO_LARGE, event, ackId);
    }
  }

  /** Takes a packet with all its attachments. */
  private void complete(SocketIoPacket packet, List<byte[]> attachments) {
    NamespaceClient client = connected(packet.namespace());
    Optional<List<@Nullable Object>> arguments = packet.arguments(attachments);
    if (client == null || arguments.isEmpty()) {
      malformed();
    } else if (packet.isEvent()) {
      event(client, packet, arguments.get(), !attachments.isEmpty());
    }
    // Else it acknowledges something, and nothing that the server sends asks for that.
  }

  private void event(
      NamespaceClient client,
      SocketIoPacket packet,
      List<@Nullable Object> arguments,
      boolean hasAttachments) {
    if (!arguments.isEmpty() && arguments.get(0) instanceof String name) {
      List<@Nullable Object> rest = arguments.subList(1, arguments.size());
      client.receive(new SocketIoEvent(name, rest, hasAttachments, packet.ackId()));
    } else {
      malformed();
    }
  }

  private @Nullable NamespaceClient connected(String namespace) {
    NamespaceClient client = joined.get(namespace);
    return client != null && client.isConnected() ? client : null;
  }

  private void connectAsked(SocketIoPacket packet) {
    if (!connects.take(System.nanoTime())) {
      end(CloseReason.FLOODING);
      return;
    }
    if (packet.json().length() > MAX_AUTH_CHARS) {
      malformed();
      return;
    }
    try {
      if (packet.json().isEmpty()) {
        connect(packet.namespace(), Map.of());
        return;
      } else if (Json.parse(packet.json()) instanceof Map<?, ?> auth) {
        connect(packet.namespace(), auth);
        return;
      }
    } catch (JsonProcessingException notJson) {
      // Falls through to what is no object either.
    }
    malformed();
  }

  /** A client may leave a namespace and join one again; with none the connection is of no use. */
  private void leave(String namespace) {
    NamespaceClient left = joined.remove(namespace);
    if (left != null) {
      boolean hadPlace = left.isConnected();
      left.disconnected();
      if (hadPlace) {
        engine.expectConnect();
      }
    }
  }

  @Override
  public void malformed() {
    if (ending) {
      return;
    }
    ending = true;
    if (isConnected()) {
      List.copyOf(joined.values()).forEach(NamespaceClient::malformed);
    } else {
      engine.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  @Override
  public void end(CloseReason reason) {
    ending = true;
    if (isConnected()) {
      List.copyOf(joined.values()).forEach(client -> client.end(reason));
    } else {
      engine.close(reason);
    }
  }

  @Override
  public void writable() {
    joined.values().forEach(NamespaceClient::writable);
  }

  @Override
  public void disconnected() {
    ending = true;
    awaited = null;
    List.copyOf(joined.values()).forEach(NamespaceClient::disconnected);
  }
}
