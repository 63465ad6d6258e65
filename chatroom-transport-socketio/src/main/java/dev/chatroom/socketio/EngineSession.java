package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Handshake;
import dev.chatroom.web.Admission;
import dev.chatroom.web.Json;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO session: heartbeat, packets, the link that carries them, close.
 *
 * <p>It lives on the event loop of the connection that it began with. Methods of {@link
 * WebSocketReceiver}, {@link #receiveAll} and {@link #end} may be called on any other, and go
 * there.
 */
final class EngineSession implements WebSocketReceiver {

  private static final int NORMAL_CLOSURE = 1000;
  private static final int MESSAGE = 4;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String id = SessionIds.next();
  private final EventLoop eventLoop;
  private final EngineVersion version;
  private final Settings settings;
  private final Connections connections;
  private final Admission.Ticket ticket;
  private final EngineClient client;
  private final Heartbeat heartbeat;
  private EngineLink link;
  private volatile @Nullable PollingLink polling;
  private final AtomicBoolean upgradeReserved = new AtomicBoolean();
  private @Nullable Future<?> connectTimeout;
  private @Nullable Future<?> closeTimeout;
  private boolean begun;
  private boolean gone;
  private volatile boolean closing;

  private EngineSession(
      EventLoop eventLoop,
      EngineVersion version,
      Admitted admitted,
      EngineServices services,
      Function<EngineSession, EngineLink> firstLink) {
    this.eventLoop = eventLoop;
    this.version = version;
    this.settings = services.settings();
    this.connections = services.connections();
    this.ticket = admitted.ticket();
    this.client = services.clients().over(this, admitted.facts());
    this.heartbeat = new Heartbeat(this, settings);
    this.link = firstLink.apply(this);
    this.polling = link instanceof PollingLink first ? first : null;
  }

  /** Who asks for a session, and the place that they have until it ends. */
  record Admitted(Handshake facts, Admission.Ticket ticket) {}

  /** Makes a session that is on a WebSocket from the start; it begins with {@link #open}. */
  static EngineSession overWebSocket(
      WebSocketLink link, EngineVersion version, Admitted admitted, EngineServices services) {
    return new EngineSession(
        link.channel().eventLoop(), version, admitted, services, session -> link);
  }

  /**
   * Makes a session that begins with polling; it begins with {@link #open} and a poll.
   *
   * @param base64 whether the client takes text only
   */
  static EngineSession overPolling(
      EventLoop eventLoop,
      EngineVersion version,
      boolean base64,
      Admitted admitted,
      EngineServices services) {
    int maxWaitingBytes = services.settings().limits().maxOutboundBytes();
    return new EngineSession(
        eventLoop,
        version,
        admitted,
        services,
        session -> new PollingLink(session, base64, maxWaitingBytes));
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
      try {
        eventLoop.execute(task);
      } catch (RejectedExecutionException itHasEnded) {
        // A host application ended its event loops before it stopped us: nobody can be told.
        leave();
      }
    }
  }

  /** The handshake is done: the session begins. */
  void open() {
    link.write("0" + new String(Json.bytes(openData()), StandardCharsets.UTF_8));
    begun = true;
    connections.add(this);
    if (!closing) {
      client.opened();
      heartbeat.start();
      expectConnect();
    }
    link.flush();
  }

  /** The session ends by itself unless there is something to keep it open for in time. */
  void expectConnect() {
    connected();
    connectTimeout =
        schedule(this::closeUnlessConnected, settings.timing().connectTimeout().toNanos());
  }

  /** There is something to keep it open for. */
  void connected() {
    Future<?> former = connectTimeout;
    if (former != null) {
      former.cancel(false);
      connectTimeout = null;
    }
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
      client.disconnected();
      close(NORMAL_CLOSURE, "");
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

  /** Returns whether a WebSocket may try to take over from polling: one at a time; any thread. */
  boolean reserveUpgrade() {
    return polling != null && upgradeReserved.compareAndSet(false, true);
  }

  /** What the client posted makes no sense. It hears why if it is listening, and is gone then. */
  void malformedPost() {
    if (!closing) {
      client.malformed();
    }
    endUnlessListening();
  }

  /** Whoever does not poll just now would not hear the end. */
  private void endUnlessListening() {
    PollingLink from = polling;
    if (from != null && !from.isPolled()) {
      disconnected();
    }
  }

  /**
   * Takes the packets of a post; any event loop.
   *
   * @param taken runs on the session's event loop when that is done: who posts faster than we work
   *     has to wait for it
   */
  void receiveAll(List<EnginePacket> packets, Runnable taken) {
    execute(
        () -> {
          try {
            packets.forEach(this::handle);
          } finally {
            taken.run();
          }
        });
  }

  private void handle(EnginePacket packet) {
    if (packet instanceof EnginePacket.Text text) {
      handle(text.text());
    } else if (packet instanceof EnginePacket.Binary binary) {
      handle(binary.message());
    }
  }

  @Override
  public void receive(String packet) {
    execute(() -> handle(packet));
  }

  /** In Engine.IO 3 a binary packet has its type in front, which is that of a message. */
  @Override
  public void receive(byte[] packet) {
    if (version == EngineVersion.V4) {
      execute(() -> handle(packet));
    } else if (packet.length > 0 && packet[0] == MESSAGE) {
      execute(() -> handle(Arrays.copyOfRange(packet, 1, packet.length)));
    } else {
      execute(client::malformed);
    }
  }

  private void handle(byte[] message) {
    if (isTaking()) {
      heartbeat.heard();
      client.receive(message);
    }
  }

  /** What a client sends before it has the answer to its handshake is not for us. */
  private boolean isTaking() {
    return begun && !closing;
  }

  private void handle(String packet) {
    if (!isTaking()) {
      return;
    }
    heartbeat.heard();
    switch (packet.isEmpty() ? '?' : packet.charAt(0)) {
      case '1' -> closeAsAsked();
      case '2' -> ping(packet);
      case '3' -> pong();
      case '4' -> client.receive(packet.substring(1));
      case '5', '6' -> {
        // An upgrade that was made before, or a no-op.
      }
      default -> client.malformed();
    }
  }

  /** Whatever comes is taken at once, on the event loop that it comes on. */
  @Override
  public boolean takesMore() {
    return true;
  }

  @Override
  public void receiveTooLong(String beginning) {
    execute(
        () -> {
          if (isTaking()) {
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
      client.malformed();
    }
  }

  private void pong() {
    if (version == EngineVersion.V4) {
      heartbeat.answered();
    } else {
      client.malformed();
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
  boolean upgrade(WebSocketLink to) {
    PollingLink from = polling;
    if (from == null || gone) {
      return false;
    }
    from.takeWaiting().forEach(to::write);
    from.release();
    polling = null;
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
    execute(this::leave);
  }

  private void leave() {
    closing = true;
    if (!gone) {
      gone = true;
      try {
        client.disconnected();
      } finally {
        release();
      }
    }
  }

  /** Leaves nothing behind: timers would keep the session in memory until they run. */
  private void release() {
    connections.remove(this);
    ticket.giveBack();
    heartbeat.stop();
    cancel(connectTimeout);
    cancel(closeTimeout);
    link.abort();
  }

  private static void cancel(@Nullable Future<?> timeout) {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  /** Nothing was heard from the client for too long. */
  void timedOut() {
    client.end(CloseReason.TIMED_OUT);
    endUnlessListening();
    if (!gone) {
      endWithin(CLOSE_NANOS);
    }
  }

  /** Ends the session; what was written before goes out first. */
  void close(CloseReason reason) {
    close(reason.number(), reason.code());
  }

  /** The client asked for it. */
  private void closeAsAsked() {
    client.disconnected();
    close(link::closeAsAsked);
  }

  private void close(int status, String text) {
    close(() -> link.close(status, text));
  }

  private void close(Runnable closingLink) {
    if (!closing) {
      closing = true;
      // First, as there may be nothing to wait for when the link is closed. A WebSocket ends
      // itself when all is written, and has time until then as long as somebody may be there.
      endWithin(polling == null ? heartbeat.patienceNanos() : CLOSE_NANOS);
      closingLink.run();
    }
  }

  private void endWithin(long nanos) {
    cancel(closeTimeout);
    closeTimeout = eventLoop.schedule(this::disconnected, nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends the session when what is waiting for the client is written; any thread. */
  void end(CloseReason reason) {
    execute(() -> client.end(reason));
  }
}
