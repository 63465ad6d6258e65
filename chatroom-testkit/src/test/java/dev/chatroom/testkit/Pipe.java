package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Both ends of a connection of a {@link PipeTransport}. For one thread. */
final class Pipe implements Outbound, WireClient {

  private static final byte[] GARBAGE = {0};
  private static final byte[] TOO_LARGE = {1};
  private static final byte[] BROKEN = {2};

  static final List<HostileInput> HOSTILE =
      List.of(
          HostileInput.closed("garbage", GARBAGE, CloseReason.PROTOCOL_ERROR),
          HostileInput.refused("too many bytes", TOO_LARGE, Refusal.TOO_LARGE),
          HostileInput.ended("a broken frame", BROKEN, 1002));

  final PipeTransport transport;
  private final Fault fault;
  private final WireListener listener;
  private final List<Runnable> unflushed = new ArrayList<>();
  private final Queue<Runnable> unread = new ArrayDeque<>();
  private @Nullable TransportSession session;
  private boolean reading = true;
  private boolean cut;
  private boolean closed;

  Pipe(PipeTransport transport, WireListener listener) {
    this.transport = transport;
    this.fault = transport.fault;
    this.listener = listener;
  }

  void refuse(int code, String reason) {
    closed = true;
    listener.ended(code, reason);
  }

  void connected(ConnectResult result) {
    if (result instanceof ConnectResult.Attached attached) {
      session = attached.session();
      later(session()::writable);
    } else {
      refuse(4501, ((ConnectResult.Rejected) result).refusal().code());
    }
  }

  TransportSession session() {
    TransportSession attached = session;
    if (attached == null) {
      throw new IllegalStateException("no session");
    }
    return attached;
  }

  void later(Runnable task) {
    transport.executor.execute(task);
  }

  boolean isReading() {
    return reading;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isWritable() {
    return session != null && fault.isWritable(this);
  }

  @Override
  public void send(Frames frames) {
    fault.writes(this, frames).forEach(this::write);
  }

  void write(Received event) {
    arrives(() -> listener.event(event.event(), event.data()));
  }

  void answer(int ack, Map<String, Object> data) {
    arrives(() -> listener.answer(ack, data));
  }

  private void arrives(Runnable what) {
    if (!closed) {
      unflushed.add(what);
    }
  }

  @Override
  public void flush() {
    fault.flushes(this);
  }

  /** What was written arrives, and is read if the client reads. */
  void push() {
    unread.addAll(unflushed);
    unflushed.clear();
    while (reading && !cut && !unread.isEmpty()) {
      unread.remove().run();
    }
  }

  @Override
  public void close(CloseReason reason) {
    fault.closes(this, reason);
    fault.closed(this);
  }

  void end(int code, String reason) {
    arrives(() -> listener.ended(code, reason));
    closed = true;
    push();
    transport.pipes.remove(this);
  }

  /** What no transport does: something comes after the end. */
  void writeAfterTheEnd(Received event) {
    unflushed.add(() -> listener.event(event.event(), event.data()));
    push();
  }

  @Override
  public void emit(String event, @Nullable Object data) {
    send(event, data, null);
  }

  @Override
  public void emit(String event, @Nullable Object data, int ack) {
    send(event, data, answer -> fault.answers(this, ack, answer));
  }

  private void send(
      String event, @Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    if (!cut) {
      later(
          () -> {
            if (closed) {
              fault.receivesAfterTheEnd(this, event, data);
            } else if (!cut && session != null) {
              fault.receives(this, event, data, answer);
            }
          });
    }
  }

  @Override
  public void sendRaw(byte[] raw) {
    later(() -> fault.receivesRaw(this, raw));
  }

  void takeRaw(byte[] raw) {
    if (raw[0] == GARBAGE[0]) {
      session().refuse(Refusal.MALFORMED, null, null);
      session().session().close(CloseReason.PROTOCOL_ERROR);
    } else if (raw[0] == TOO_LARGE[0]) {
      session().refuse(Refusal.TOO_LARGE, null, null);
    } else {
      end(1002, "");
      session().disconnected();
    }
  }

  @Override
  public void stopReading() {
    reading = false;
  }

  @Override
  public void readOn() {
    reading = true;
    push();
    later(() -> fault.readsOn(this));
  }

  @Override
  public void close() {
    cut = true;
    later(this::gone);
  }

  @Override
  public void abort() {
    close();
  }

  private void gone() {
    transport.pipes.remove(this);
    if (session != null) {
      fault.goes(this);
    }
  }

  @Override
  public void fallSilent() {
    transport.scheduler.schedule(
        transport.limits.idleTimeout(), () -> later(() -> fault.timesOut(this)));
  }
}
