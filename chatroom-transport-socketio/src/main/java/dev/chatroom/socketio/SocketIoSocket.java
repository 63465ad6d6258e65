package dev.chatroom.socketio;

import dev.chatroom.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One namespace of a connection, on the way to the client; on the session's event loop. */
final class SocketIoSocket {

  static final String DEFAULT_NAMESPACE = "/";

  private static final String MESSAGE = "4";

  private final EngineSession engine;
  private final String namespace;

  SocketIoSocket(EngineSession engine, String namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  EngineSession engine() {
    return engine;
  }

  String namespace() {
    return namespace;
  }

  /** Tells the client that it is let in; nothing may come before. */
  void connected() {
    engine.connected();
    write(
        SocketIoPacket.Type.CONNECT,
        "",
        engine.version() == EngineVersion.V4 ? Map.of("sid", SessionIds.next()) : null);
  }

  /**
   * Tells the client that it is not let in.
   *
   * @param text why, for people
   * @param data more about it, for programs, if there is more
   */
  void refused(String text, @Nullable Map<String, Object> data) {
    Object v3 = data == null ? text : data;
    Object v4 = data == null ? Map.of("message", text) : Map.of("message", text, "data", data);
    write(SocketIoPacket.Type.CONNECT_ERROR, "", engine.version() == EngineVersion.V4 ? v4 : v3);
  }

  /** Answers an event whose sender wants an acknowledgement. */
  void answer(String ackId, List<?> arguments) {
    write(SocketIoPacket.Type.ACK, ackId, arguments);
  }

  /** Tells the client that it is out; it does not try to come back by itself. */
  void disconnect() {
    write(SocketIoPacket.Type.DISCONNECT, "", null);
  }

  private void write(SocketIoPacket.Type type, String ackId, @Nullable Object data) {
    write(type.digit() + prefix() + ackId, data);
  }

  /** Returns what stands for the namespace in a packet. */
  String prefix() {
    return namespace.equals(DEFAULT_NAMESPACE) ? "" : namespace + ",";
  }

  /** Writes a packet: what is in front of its JSON, and what is in the JSON. */
  void write(String header, @Nullable Object data) {
    EngineLink link = engine.link();
    String json = "";
    if (data != null) {
      byte[] bytes = link.isAsciiOnly() ? Json.ascii(data) : Json.bytes(data);
      json = new String(bytes, StandardCharsets.UTF_8);
    }
    link.write(MESSAGE + header + json);
  }
}
