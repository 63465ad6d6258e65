package dev.chatroom.jetty;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import dev.chatroom.web.Json;
import dev.chatroom.web.WebSocketText;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/** A client with its place in a room. On its lane, but for {@link #end}. */
final class ChatClient implements Outbound, Incoming.Receiver {

  /** How long a client may take for its part of the closing handshake. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Chat chat;
  private final Lane lane;
  private final CoreSession connection;
  private final Outgoing outgoing;
  private final Incoming incoming;
  private final Alarm alarm;
  private final Heartbeat heartbeat;

  private @Nullable TransportSession session;

  /** No more is taken from the client: it is told that this is the end, or about to be. */
  private boolean ending;

  private boolean gone;

  ChatClient(Chat chat, Lane lane, CoreSession connection, Wire wire) {
    Settings settings = chat.settings();
    this.chat = chat;
    this.lane = lane;
    this.connection = connection;
    this.outgoing =
        new Outgoing(
            connection,
            wire,
            lane,
            settings.maxOutboundBytes(),
            this::writable,
            this::closeWritten);
    this.incoming = new Incoming(connection, lane, settings.maxMessageBytes(), this);
    this.alarm = new Alarm(chat.scheduler(), lane);
    this.heartbeat =
        new Heartbeat(
            alarm,
            settings.timing().pingInterval(),
            settings.timing().pingTimeout(),
            this::ping,
            this::timedOut);
  }

  /**
   * The handshake of the WebSocket is done: now for the place in a room.
   *
   * @param facts what was told there
   */
  void opened(Handshake facts) {
    alarm.set(settings().timing().connectTimeout().toNanos(), () -> close(CloseReason.REFUSED));
    if (chat.connections().add(this)) {
      chat.rooms()
          .connect(facts, this, lane)
          .thenAccept(result -> lane.execute(() -> connected(result)));
    } else {
      close(CloseReason.GOING_AWAY);
    }
  }

  private Settings settings() {
    return chat.settings();
  }

  /** An authenticator has decided, which may have taken its time. */
  private void connected(ConnectResult result) {
    if (result instanceof ConnectResult.Attached attached) {
      if (gone || ending) {
        attached.session().disconnected();
        return;
      }
      session = attached.session();
      heartbeat.start();
      session.writable();
      incoming.read();
    } else if (!gone && !ending) {
      refused(((ConnectResult.Rejected) result).refusal());
    }
  }

  private void refused(Outcome.Refused refusal) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("event", "connect");
    data.put("code", refusal.code());
    data.put("msg", refusal.text());
    if (refusal.retryAfter() != null) {
      // Rounded up: who waits for so long is not too early.
      data.put("retryAfter", refusal.retryAfter().plusNanos(999_999).toMillis());
    }
    write("event", "refused", data);
    close(CloseReason.REFUSED.number(), refusal.code());
  }

  /**
   * Takes what came; Jetty gives the next frame when it is asked for. Who is to go has to read, and
   * does not stay for what it says.
   */
  void receive(org.eclipse.jetty.websocket.core.Frame frame, Callback callback) {
    if (!ending) {
      heartbeat.heard();
    }
    incoming.receive(frame, callback);
  }

  @Override
  public boolean takesMore() {
    return ending || (session != null && outgoing.isWritable());
  }

  @Override
  public void text(String text) {
    TransportSession attached = session;
    if (attached == null || ending) {
      return;
    }
    try {
      ClientEvent.parse(text)
          .ifPresentOrElse(
              event -> attached.receive(event.name(), event.data(), answerTo(event.ack())),
              () -> attached.refuse(Refusal.MALFORMED, null, null));
    } catch (JsonProcessingException notJson) {
      attached.refuse(Refusal.MALFORMED, null, null);
      end(attached, CloseReason.PROTOCOL_ERROR);
    }
  }

  @Override
  public void tooLong() {
    if (session != null && !ending) {
      session.refuse(Refusal.TOO_LARGE, null, null);
    }
  }

  private @Nullable Consumer<Map<String, Object>> answerTo(@Nullable Long ack) {
    return ack == null ? null : answer -> write("ack", ack, answer);
  }

  private void write(String kind, Object which, Map<String, Object> data) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put(kind, which);
    message.put("data", data);
    outgoing.frames(1, ByteBuffer.wrap(WebSocketText.frame(Json.bytes(message))));
  }

  @Override
  public void pinged(byte[] payload) {
    outgoing.pong(payload);
    outgoing.flush();
  }

  @Override
  public void broken(int status, String reason) {
    leave();
    close(status, reason);
  }

  /** The client ends the connection; Jetty answers it. */
  @Override
  public void closed() {
    ending = true;
    leave();
    alarm.set(CLOSE_NANOS, connection::abort);
  }

  private void ping() {
    outgoing.ping();
    outgoing.flush();
  }

  private void timedOut() {
    if (session != null) {
      end(session, CloseReason.TIMED_OUT);
      // It may be waiting for the client to read, to end for another reason.
      alarm.set(CLOSE_NANOS, connection::abort);
    }
  }

  private void end(TransportSession attached, CloseReason reason) {
    ending = true;
    attached.session().close(reason);
  }

  /** Ends the session when what is waiting for the client is written; any thread. */
  void end(CloseReason reason) {
    lane.execute(
        () -> {
          if (session != null) {
            session.session().close(reason);
          } else {
            close(reason);
          }
        });
  }

  /** The client reads, if slowly; and as long as it did not, it was not heard. */
  private void writable() {
    heartbeat.heard();
    if (session != null) {
      session.writable();
    }
    incoming.read();
  }

  /** Nothing comes before the room's first word, and nothing while too much waits. */
  @Override
  public boolean isWritable() {
    return session != null && outgoing.isWritable();
  }

  @Override
  public void send(Frames frames) {
    outgoing.frames(frames.size(), lane.texts().of(frames));
  }

  @Override
  public void flush() {
    outgoing.flush();
  }

  @Override
  public void close(CloseReason reason) {
    close(reason.number(), reason.code());
  }

  private void close(int status, String reason) {
    if (gone) {
      return;
    }
    ending = true;
    if (session == null) {
      // Next to nothing is written before it, and the heartbeat has not begun.
      alarm.set(CLOSE_NANOS, connection::abort);
    }
    outgoing.close(status, reason);
    incoming.read();
  }

  /** Until now the heartbeat's patience, or that of a stop, was with who reads slowly. */
  private void closeWritten() {
    if (!gone) {
      alarm.set(CLOSE_NANOS, connection::abort);
    }
  }

  /** Cuts the connection, whatever it is doing; any thread. */
  void abort() {
    connection.abort();
  }

  /** Leaves on this thread, when the lane's own do not come to it; any thread. */
  void leaveAtOnce() {
    lane.execute(this::disconnected);
    lane.takeOver();
  }

  /** The connection is gone; may be called twice. */
  void disconnected() {
    gone = true;
    leave();
    alarm.stop();
    incoming.forget();
    chat.connections().remove(this);
  }

  private void leave() {
    if (session != null) {
      session.disconnected();
    }
  }
}
