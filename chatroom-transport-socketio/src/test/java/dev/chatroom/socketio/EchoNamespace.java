package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces {@code /} and {@code /custom} of the public Socket.IO suite: {@code auth} tells
 * what the client connected with, {@code message} comes back as {@code message-back}, {@code
 * message-with-ack} in its acknowledgement; with attachments, where there were any.
 */
final class EchoNamespace implements NamespaceClient {

  private static final Set<String> NAMES = Set.of("/", "/custom");

  private final SocketIoSocket socket;
  private boolean connected;

  private EchoNamespace(SocketIoSocket socket) {
    this.socket = socket;
  }

  static Optional<NamespaceClient> join(SocketIoSocket socket) {
    return NAMES.contains(socket.namespace())
        ? Optional.of(new EchoNamespace(socket))
        : Optional.empty();
  }

  @Override
  public void connect(Map<?, ?> auth) {
    connected = true;
    socket.connected();
    socket.engine().link().flush();
    // The suite listens for one message at a time, and would miss a second one that came with it.
    socket
        .engine()
        .schedule(() -> write("2", "", List.of("auth", auth)), Duration.ofMillis(20).toNanos());
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isRefused() {
    return false;
  }

  @Override
  public void receive(SocketIoEvent event) {
    switch (event.name()) {
      case "message" -> {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add("message-back");
        arguments.addAll(event.arguments());
        write("2", "", arguments);
      }
      case "message-with-ack" -> write("3", event.ackId(), event.arguments());
      default -> throw new IllegalArgumentException(event.name());
    }
  }

  /** Attachments follow their packet, which has placeholders for them. */
  private void write(String type, String ackId, List<?> arguments) {
    List<byte[]> attachments = new ArrayList<>();
    List<@Nullable Object> replaced = new ArrayList<>();
    for (Object each : arguments) {
      if (each instanceof byte[] attachment) {
        replaced.add(placeholder(attachments.size()));
        attachments.add(attachment);
      } else {
        replaced.add(each);
      }
    }
    String binaryType =
        attachments.isEmpty() ? type : (type.equals("2") ? "5" : "6") + attachments.size() + "-";
    socket.write(binaryType + socket.prefix() + ackId, replaced);
    EngineLink link = socket.engine().link();
    attachments.forEach(link::write);
    link.flush();
  }

  private static Map<String, Object> placeholder(int number) {
    Map<String, Object> inOrder = new LinkedHashMap<>();
    inOrder.put("_placeholder", true);
    inOrder.put("num", number);
    return inOrder;
  }

  @Override
  public void refuse(Refusal reason, @Nullable String event, String ackId) {
    malformed();
  }

  @Override
  public void malformed() {
    socket.engine().close(CloseReason.PROTOCOL_ERROR);
  }

  @Override
  public void writable() {
    // Nothing waits.
  }

  @Override
  public void end(CloseReason reason) {
    socket.engine().close(reason);
  }

  @Override
  public void disconnected() {
    // Nothing to clean up.
  }
}
