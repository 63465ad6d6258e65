package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.socketio.SocketIoTransport.Settings;
import dev.chatroom.spi.Handshake;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An Engine.IO session on one WebSocket: heartbeat, packets, close.
 *
 * <p>Everything happens on the channel's event loop, but for {@link #end} and {@link #abort}.
 */
final class EngineSession {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SESSION_ID_BYTES = 15;
  private static final int NORMAL_CLOSURE = 1000;
  private static final long CLOSE_HANDSHAKE_SECONDS = 2;

  private final Channel channel;
  private final EngineVersion version;
  private final Settings settings;
  private final Connections connections;
  private final SocketIoClient client;
  private long lastHeard;
  private boolean closing;

  EngineSession(
      Channel channel,
      EngineVersion version,
      Handshake facts,
      Settings settings,
      ChatRooms rooms,
      Connections connections) {
    this.channel = channel;
    this.version = version;
    this.settings = settings;
    this.connections = connections;
    this.client = new SocketIoClient(this, rooms, facts);
  }

  EngineVersion version() {
    return version;
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  /** The handshake is done: the session begins. */
  void open() {
    lastHeard = System.nanoTime();
    write("0".concat(new String(Json.bytes(openData()), StandardCharsets.UTF_8)));
    connections.add(this);
    client.opened();
    flush();
    startHeartbeat();
    schedule(this::closeUnlessConnected, settings.connectTimeout().toNanos());
  }

  private Map<String, Object> openData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sid", randomId());
    data.put("upgrades", List.of());
    data.put("pingInterval", settings.pingInterval().toMillis());
    data.put("pingTimeout", settings.pingTimeout().toMillis());
    if (version == EngineVersion.V4) {
      data.put("maxPayload", settings.maxMessageBytes());
    }
    return data;
  }

  static String randomId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes a packet. */
  void receive(String packet) {
    if (closing) {
      return;
    }
    lastHeard = System.nanoTime();
    switch (packet.isEmpty() ? '?' : packet.charAt(0)) {
      case '1' -> closeNormally();
      case '2' -> ping(packet);
      case '3' -> pong();
      case '4' -> client.receive(packet.substring(1));
      case '5', '6' -> {
        // An upgrade or a no-op: there is nothing to upgrade from, and nothing to do.
      }
      default -> client.protocolError();
    }
  }

  /** Takes the beginning of a packet that was longer than allowed. */
  void receiveTooLong(String beginning) {
    if (closing) {
      return;
    }
    lastHeard = System.nanoTime();
    client.receiveTooLong(beginning);
  }

  private void ping(String packet) {
    if (version == EngineVersion.V3) {
      write("3".concat(packet.substring(1)));
      flush();
    } else {
      client.protocolError();
    }
  }

  private void pong() {
    if (version == EngineVersion.V3) {
      client.protocolError();
    }
  }

  private void startHeartbeat() {
    if (version == EngineVersion.V4) {
      schedule(this::sendPing, settings.pingInterval().toNanos());
    } else {
      schedule(this::expectPing, silenceAllowed());
    }
  }

  private void sendPing() {
    long sent = System.nanoTime();
    write("2");
    flush();
    schedule(() -> expectPong(sent), settings.pingTimeout().toNanos());
  }

  private void expectPong(long sent) {
    if (lastHeard - sent < 0) {
      close(CloseReason.TIMED_OUT);
    } else {
      long next = sent + settings.pingInterval().toNanos() - System.nanoTime();
      schedule(this::sendPing, Math.max(0, next));
    }
  }

  private void expectPing() {
    long rest = silenceAllowed() - (System.nanoTime() - lastHeard);
    if (rest <= 0) {
      close(CloseReason.TIMED_OUT);
    } else {
      schedule(this::expectPing, rest);
    }
  }

  private long silenceAllowed() {
    return settings.pingInterval().plus(settings.pingTimeout()).toNanos();
  }

  private void closeUnlessConnected() {
    if (!client.isConnected()) {
      close(CloseReason.REFUSED);
    }
  }

  private void schedule(Runnable task, long delayNanos) {
    eventLoop()
        .schedule(
            () -> {
              if (!closing && channel.isActive()) {
                task.run();
              }
            },
            delayNanos,
            TimeUnit.NANOSECONDS);
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /** Writes a packet to this client alone. */
  void write(String packet) {
    write(WebSocketText.frame(packet.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a whole WebSocket frame, past the frame encoder; the bytes may be shared. */
  void write(byte[] frame) {
    channel.write(Unpooled.wrappedBuffer(frame), channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  void writable() {
    client.writable();
  }

  void disconnected() {
    closing = true;
    connections.remove(this);
    client.disconnected();
  }

  void close(CloseReason reason) {
    close(reason.number(), reason.code());
  }

  /** The client asked for it. */
  void closeNormally() {
    close(NORMAL_CLOSURE, "");
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2), and ends it if the client does not. */
  private void close(int status, String text) {
    if (closing) {
      return;
    }
    closing = true;
    channel.writeAndFlush(new CloseWebSocketFrame(status, text));
    eventLoop().schedule(() -> channel.close(), CLOSE_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether a close frame that comes is the answer to ours. */
  boolean isClosing() {
    return closing;
  }

  /** Ends the session when what is waiting for the client is written. Any thread. */
  void end(CloseReason reason) {
    eventLoop().execute(() -> client.end(reason));
  }

  /** Ends the connection now. Any thread. */
  void abort() {
    channel.close();
  }
}
