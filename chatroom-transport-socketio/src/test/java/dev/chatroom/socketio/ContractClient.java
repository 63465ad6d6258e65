package dev.chatroom.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of Socket.IO 4 as the contract of transports wants it, over any line. */
final class ContractClient implements dev.chatroom.testkit.transport.WireClient, Line.Receiver {

  private final WireListener listener;

  // Guarded by this.
  private final List<String> waiting = new ArrayList<>();
  private boolean connected;
  private boolean ended;
  private @Nullable Line line;

  private volatile boolean silent;

  private ContractClient(WireListener listener) {
    this.listener = listener;
  }

  static ContractClient open(WireListener listener, Function<Line.Receiver, Line> opener) {
    ContractClient client = new ContractClient(listener);
    client.on(opener.apply(client));
    return client;
  }

  private synchronized void on(Line opened) {
    line = opened;
    notifyAll();
  }

  /** The first packet may come before the line is known. */
  private synchronized Line line() {
    while (line == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return line;
  }

  @Override
  public void packet(String packet) {
    if (packet.equals("2")) {
      if (!silent) {
        line().send("3");
      }
    } else if (packet.startsWith("0{")) {
      line().send("40");
    } else if (packet.startsWith("40{")) {
      connected();
    } else if (packet.startsWith("42")) {
      List<?> event = array(packet.substring(2));
      listener.event((String) event.get(0), Objects.requireNonNull(event.get(1)));
    } else if (packet.startsWith("43")) {
      int data = packet.indexOf('[');
      int ack = Integer.parseInt(packet.substring(2, data));
      listener.answer(ack, Objects.requireNonNull(array(packet.substring(data)).get(0)));
    } else if (packet.startsWith("44{")) {
      refused(packet.substring(2));
    }
  }

  private synchronized void connected() {
    connected = true;
    waiting.forEach(line()::send);
    waiting.clear();
  }

  private void refused(String error) {
    Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) json(error)).get("data"));
    ended(WireListener.NO_CODE, (String) Objects.requireNonNull(data.get("code")));
    abort();
  }

  private static List<?> array(String text) {
    return (List<?>) json(text);
  }

  private static Object json(String text) {
    try {
      return Objects.requireNonNull(Json.parse(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void ended(int code, String reason) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    listener.ended(code, reason);
  }

  @Override
  public void emit(String event, @Nullable Object data) {
    send("42", event, data);
  }

  @Override
  public void emit(String event, @Nullable Object data, int ack) {
    send("42" + ack, event, data);
  }

  private synchronized void send(String prefix, String event, @Nullable Object data) {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(event);
    arguments.add(data);
    String packet = prefix + new String(Json.bytes(arguments), StandardCharsets.UTF_8);
    if (connected) {
      line().send(packet);
    } else {
      waiting.add(packet);
    }
  }

  @Override
  public void sendRaw(byte[] raw) {
    line().sendRaw(raw);
  }

  @Override
  public void stopReading() {
    line().gate().shut();
  }

  @Override
  public void readOn() {
    line().gate().open();
  }

  @Override
  public void close() {
    line().close();
  }

  @Override
  public void abort() {
    line().abort();
  }

  @Override
  public void fallSilent() {
    silent = true;
  }
}
