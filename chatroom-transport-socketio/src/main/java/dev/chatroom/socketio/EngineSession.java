package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Handshake;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO session: heartbeat, packets, the link that carries them, close.
 *
 * <p>It lives on the event loop of the connection that it began with. Methods of {@link
 * WebSocketReceiver}, {@link #receiveAll} and {@link #end} may be called on any other, and go
 * there.
 */
final class EngineSession implements WebSocketReceiver {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SESSION_ID_BYTES = 15;
  private static final int NORMAL_CLOSURE = 1000;
  private static final long CLOSE_SECONDS = 3;

  private final String id = randomId();
  private final EventLoop eventLoop;
  private final EngineVersion version;
  private final Settings settings;
  private final Connections connections;
  private final Admission.Ticket ticket;
  private final SocketIoClient client;
  private final Heartbeat heartbeat;
  private EngineLink link;
  private volatile @Nullable PollingLink polling;
  private final AtomicBoolean upgradeReserved = new AtomicBoolean();
  private @Nullable Channel webSocket;
  private @Nullable Future<?> connectTimeout;
  private boolean gone;
  private volatile boolean closing;

  private EngineSession(
      EventLoop eventLoop, EngineVersion version, Admitted admitted, Services services) {
    this.eventLoop = eventLoop;
    this.version = version;
    this.settings = services.settings();
    this.connections = services.connections();
    this.ticket = admitted.ticket();
    this.client = new SocketIoClient(this, services.rooms(), admitted.facts());
    this.heartbeat = new Heartbeat(this, settings);
    PollingLink begin = new PollingLink(this, settings.limits().maxOutboundBytes());
    this.polling = begin;
    this.link = begin;
  }

  /** Who asks for a session, and the place that they have until it ends. */
  record Admitted(Handshake facts, Admission.Ticket ticket) {}

  /** What all sessions of a transport use. */
  record Services(Settings settings, ChatRooms rooms, Connections connections) {}

  /** Makes a session that begins with polling; it begins with {@link #open} and a poll. */
  static EngineSession overPolling(
      Channel channel, EngineVersion version, Admitted admitted, Services services) {
    return new EngineSession(channel.eventLoop(), version, admitted, services);
  }

  /** Makes a session that is on a WebSocket from the start; it begins with {@link #open}. */
  static EngineSession overWebSocket(
      Channel channel, EngineVersion version, Admitted admitted, Services services) {
    EngineSession session = new EngineSession(channel.eventLoop(), version, admitted, services);
    session.polling = null;
    session.webSocket = channel;
    session.link = new WebSocketLink(channel);
    return session;
  }

  static String randomId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String id() {
    return id;
  }

  EngineVersion version() {
    return version;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  /** Runs something on the session's event loop: at once, where that is possible. */
  void execute(Runnable task) {
    if (eventLoop.inEventLoop()) {
      task.run();
    } else {
      eventLoop.execute(task);
    }
  }

  /** The handshake is done: the session begins. */
  void open() {
    link.write("0" + new String(Json.bytes(openData()), StandardCharsets.UTF_8));
    connections.add(this);
    client.opened();
    link.flush();
    heartbeat.start();
    connectTimeout =
        schedule(this::closeUnlessConnected, settings.timing().connectTimeout().toNanos());
  }

  private Map<String, Object> openData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sid", id);
    data.put("upgrades", polling == null ? List.of() : List.of("websocket"));
    data.put("pingInterval", settings.timing().pingInterval().toMillis());
    data.put("pingTimeout", settings.timing().pingTimeout().toMillis());
    if (version == EngineVersion.V4) {
      data.put("maxPayload", settings.limits().maxMessageBytes());
    }
    return data;
  }

  /** Takes a poll. */
  void poll(Poll poll) {
    PollingLink taking = polling;
    if (gone || taking == null) {
      poll.refuse(EngineError.BAD_REQUEST);
    } else if (taking.take(poll)) {
      client.writable();
    } else {
      // Two polls at once: neither the client nor we could say which of them gets what.
      poll.refuse(EngineError.BAD_REQUEST);
      closeNormally();
    }
  }

  /** The connection of a poll is gone before it was answered, and the client with it. */
  void pollLost(Poll poll) {
    PollingLink losing = polling;
    if (losing != null && losing.isOpen(poll)) {
      disconnected();
    }
  }

  /** Returns whether the client has not left polling for a WebSocket; any thread. */
  boolean isPolling() {
    return polling != null;
  }

  /** Returns whether a WebSocket may try to take over: one at a time; any thread. */
  boolean reserveUpgrade() {
    return upgradeReserved.compareAndSet(false, true);
  }

  /** What the client posted makes no sense. */
  void protocolError() {
    if (!closing) {
      client.protocolError();
    }
  }

  /** Takes the packets of a post; any event loop. */
  void receiveAll(List<String> packets) {
    execute(() -> packets.forEach(this::receive));
  }

  @Override
  public void receive(String packet) {
    execute(() -> handle(packet));
  }

  private void handle(String packet) {
    if (closing) {
      return;
    }
    heartbeat.heard();
    switch (packet.isEmpty() ? '?' : packet.charAt(0)) {
      case '1' -> closeNormally();
      case '2' -> ping(packet);
      case '3' -> pong();
      case '4' -> client.receive(packet.substring(1));
      case '5', '6' -> {
        // An upgrade that was made before, or a no-op.
      }
      case 'b' -> {
        // An attachment; no event of this chat has one.
      }
      default -> client.protocolError();
    }
  }

  @Override
  public void receiveTooLong(String beginning) {
    execute(
        () -> {
          if (!closing) {
            heartbeat.heard();
            client.receiveTooLong(beginning);
          }
        });
  }

  private void ping(String packet) {
    if (version == EngineVersion.V3) {
      link.write("3" + packet.substring(1));
      link.flush();
    } else {
      client.protocolError();
    }
  }

  private void pong() {
    if (version == EngineVersion.V4) {
      heartbeat.answered();
    } else {
      client.protocolError();
    }
  }

  private void closeUnlessConnected() {
    if (!client.isConnected()) {
      close(CloseReason.REFUSED);
    }
  }

  /** Runs something later, if the session still goes on then. */
  Future<?> schedule(Runnable task, long delayNanos) {
    return eventLoop.schedule(
        () -> {
          if (!closing && !gone) {
            task.run();
          }
        },
        delayNanos,
        TimeUnit.NANOSECONDS);
  }

  /** The client can reach us by a WebSocket and is about to stop polling. */
  void beginUpgrade() {
    PollingLink leaving = polling;
    if (leaving != null) {
      leaving.answerAtOnce();
    }
  }

  /** The WebSocket is gone before the client left polling. */
  void upgradeFailed() {
    upgradeReserved.set(false);
    PollingLink staying = polling;
    if (staying != null) {
      staying.answerWhenReady();
    }
  }

  /**
   * The client has left polling: what waited for a poll goes to the WebSocket first.
   *
   * @return whether the session goes on
   */
  boolean upgrade(WebSocketLink to, Channel channel) {
    PollingLink from = polling;
    if (from == null || gone) {
      return false;
    }
    from.takeWaiting().forEach(packet -> to.write(new String(packet, StandardCharsets.US_ASCII)));
    from.release();
    polling = null;
    webSocket = channel;
    link = to;
    link.flush();
    client.writable();
    return true;
  }

  EngineLink link() {
    return link;
  }

  @Override
  public void writable() {
    execute(client::writable);
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public void disconnected() {
    execute(
        () -> {
          closing = true;
          if (!gone) {
            gone = true;
            release();
            client.disconnected();
          }
        });
  }

  /** Leaves nothing behind: timers would keep the session in memory until they run. */
  private void release() {
    connections.remove(this);
    ticket.giveBack();
    heartbeat.stop();
    Future<?> timeout = connectTimeout;
    if (timeout != null) {
      timeout.cancel(false);
    }
    Channel channel = webSocket;
    if (channel != null) {
      channel.close();
    }
  }

  /** Nothing was heard from the client for too long. */
  void timedOut() {
    client.end(CloseReason.TIMED_OUT);
  }

  /** Ends the session; what was written before goes out first. */
  void close(CloseReason reason) {
    close(reason.number(), reason.code());
  }

  /** The client asked for it. */
  void closeNormally() {
    client.disconnected();
    close(NORMAL_CLOSURE, "");
  }

  private void close(int status, String text) {
    if (!closing) {
      closing = true;
      link.close(status, text);
      eventLoop.schedule(this::disconnected, CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Ends the session when what is waiting for the client is written; any thread. */
  void end(CloseReason reason) {
    execute(() -> client.end(reason));
  }
}
