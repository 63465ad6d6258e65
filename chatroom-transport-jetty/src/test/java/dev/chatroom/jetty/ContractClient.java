package dev.chatroom.jetty;

import static dev.chatroom.jetty.RawWebSocket.CLOSE;
import static dev.chatroom.jetty.RawWebSocket.FIN;
import static dev.chatroom.jetty.RawWebSocket.PING;
import static dev.chatroom.jetty.RawWebSocket.PONG;
import static dev.chatroom.jetty.RawWebSocket.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import dev.chatroom.web.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client as the contract of transports wants it; a thread of its own reads. */
final class ContractClient implements WireClient {

  private static final int NO_STATUS = 1006;
  private static final byte[] GOING_AWAY = {0x03, (byte) 0xE9};

  private final RawWebSocket socket;
  private final WireListener listener;
  private volatile boolean silent;

  // Guarded by this.
  private boolean reading = true;

  private ContractClient(RawWebSocket socket, WireListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  static WireClient connect(InetSocketAddress server, WireRequest request, WireListener listener) {
    String origin = request.origin() == null ? "" : "Origin: " + request.origin() + "\r\n";
    try {
      RawWebSocket socket =
          RawWebSocket.askSlow(server, "/chat?" + request.encodedQuery(), origin).withoutTimeout();
      ContractClient client = new ContractClient(socket, listener);
      if (socket.status() == 101) {
        client.start();
      } else {
        socket.close();
        listener.ended(socket.status(), "");
      }
      return client;
    } catch (IOException cut) {
      listener.ended(NO_STATUS, "");
      return new LostClient();
    }
  }

  private void start() {
    Thread reader = new Thread(this::readAll, "contract-client");
    reader.setDaemon(true);
    reader.start();
  }

  private void readAll() {
    int code = NO_STATUS;
    String reason = "";
    try {
      while (true) {
        waitUntilReading();
        RawWebSocket.Received frame = socket.read();
        switch (frame.opCode()) {
          case TEXT -> message(frame.text());
          case PING -> pong(frame);
          case CLOSE -> {
            if (code != NO_STATUS) {
              listener.event("close again", frame.close());
            }
            String[] words = frame.close().split(" ", 2);
            code = Integer.parseInt(words[0]);
            reason = words[1];
            send(FIN | CLOSE, frame.payload());
          }
          default -> throw new AssertionError(frame.opCode());
        }
      }
    } catch (IOException cut) {
      // The end of the stream; whatever came after the closing frame has been told before it.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    abort();
    listener.ended(code, reason);
  }

  private void message(String text) {
    Map<?, ?> message;
    try {
      message = (Map<?, ?>) Objects.requireNonNull(Json.parse(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
    Object data = Objects.requireNonNull(message.get("data"));
    if (message.get("ack") instanceof Integer ack) {
      listener.answer(ack, data);
    } else if (!isRefusedRoom(message, data)) {
      listener.event((String) Objects.requireNonNull(message.get("event")), data);
    }
  }

  /** The contract knows of it by the end alone, which comes next. */
  private static boolean isRefusedRoom(Map<?, ?> message, Object data) {
    return "refused".equals(message.get("event"))
        && data instanceof Map<?, ?> refusal
        && "connect".equals(refusal.get("event"));
  }

  private void pong(RawWebSocket.Received ping) {
    if (!silent) {
      send(FIN | PONG, ping.payload());
    }
  }

  private synchronized void waitUntilReading() throws InterruptedException {
    while (!reading) {
      wait();
    }
  }

  @Override
  public synchronized void stopReading() {
    reading = false;
  }

  @Override
  public synchronized void readOn() {
    reading = true;
    notifyAll();
  }

  @Override
  public void emit(String event, @Nullable Object data) {
    emit(event, data, Map.of());
  }

  @Override
  public void emit(String event, @Nullable Object data, int ack) {
    emit(event, data, Map.of("ack", ack));
  }

  private void emit(String event, @Nullable Object data, Map<String, Object> more) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>(more);
    message.put("event", event);
    message.put("data", data);
    send(FIN | TEXT, Json.bytes(message));
  }

  private void send(int firstByte, byte[] payload) {
    sendRaw(RawWebSocket.frame(firstByte, payload.length, payload));
  }

  @Override
  public void sendRaw(byte[] raw) {
    try {
      synchronized (socket) {
        socket.sendRaw(raw);
      }
    } catch (IOException cut) {
      // The reader sees it too.
    }
  }

  @Override
  public void close() {
    send(FIN | CLOSE, GOING_AWAY);
    readOn();
  }

  @Override
  public void abort() {
    try {
      socket.reset();
    } catch (IOException cut) {
      // The reader sees it too.
    }
    readOn();
  }

  @Override
  public void fallSilent() {
    silent = true;
  }
}
