package dev.chatroom.testkit.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.Transport;
import dev.chatroom.spi.TransportSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rooms over server-sent events down and POST up, on the server that every JDK has.
 *
 * <p>{@code GET /events?room=…} is a stream of events, of which one, {@code open}, has the path
 * that commands are posted to: {@code {event, data, ack?}}; an empty one says goodbye, as {@code
 * navigator.sendBeacon(path)} does. An answer is the event {@code answer} {@code {ack, data}}; who
 * is refused a room gets {@code rejected} {@code {code, msg}}. There are no pages of others, no
 * silence, and no end for who never reads on.
 *
 * <p>Threads: the server has one for each exchange. That of a stream writes to it and to no other,
 * and blocks while its client does not read. The sessions are the lane's, which writes to no
 * socket.
 */
final class ServerSentEvents implements Transport {

  final HttpServer server;
  private final TransportLimits limits;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService lane = Executors.newSingleThreadExecutor();
  private final Set<TransportSession> sessions = ConcurrentHashMap.newKeySet();

  ServerSentEvents(HttpServer server, TransportLimits limits) {
    this.server = server;
    this.limits = limits;
  }

  @Override
  public void start(ChatRooms rooms) {
    server.setExecutor(threads);
    server.createContext("/events", get -> open(get, rooms));
    server.start();
  }

  @Override
  public void stop(Duration drain) {
    if (!threads.isShutdown()) {
      threads.shutdown();
      sessions.forEach(each -> each.session().close(CloseReason.GOING_AWAY));
      long deadline = System.nanoTime() + drain.toNanos();
      while (!threads.isTerminated() && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(100_000);
      }
      server.stop(0);
      // It closes connections before the thread that accepts has ended: one may have come since.
      server.stop(0);
      threads.shutdownNow();
      CompletableFuture.runAsync(lane::shutdown, lane).join();
    }
  }

  private void open(HttpExchange get, ChatRooms rooms) throws IOException {
    EventStream stream = new EventStream(new LinkedBlockingQueue<>(), limits.maxOutboundBytes());
    try (get) {
      get.getResponseHeaders().set("Content-Type", "text/event-stream");
      get.sendResponseHeaders(200, 0);
      ConnectResult result =
          rooms.connect(SseWire.handshake(get), stream, lane).toCompletableFuture().get();
      if (result instanceof ConnectResult.Attached attached) {
        serve(attached.session(), stream, get.getResponseBody());
      } else if (result instanceof ConnectResult.Rejected rejected) {
        get.getResponseBody().write(SseWire.rejected(rejected.refusal()));
      }
    } catch (InterruptedException | ExecutionException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(TransportSession session, EventStream stream, OutputStream body)
      throws IOException, InterruptedException {
    String path = "/" + UUID.randomUUID();
    server.createContext(path, post -> take(post, session, stream));
    sessions.add(session);
    BlockingQueue<byte[]> waiting = stream.waiting();
    waiting.add(SseWire.event("open", Map.of("path", path)));
    if (threads.isShutdown()) {
      session.session().close(CloseReason.GOING_AWAY);
    }
    try {
      for (byte[] next = waiting.take(); next.length > 0; next = waiting.take()) {
        synchronized (stream) {
          body.write(next);
          body.flush();
        }
        if (waiting.isEmpty()) {
          lane.execute(session::writable);
        }
      }
    } finally {
      lane.execute(session::disconnected);
      sessions.remove(session);
      server.removeContext(path);
    }
  }

  private void take(HttpExchange post, TransportSession session, EventStream stream)
      throws IOException {
    try (post) {
      byte[] body = post.getRequestBody().readNBytes(limits.maxMessageBytes() + 1);
      synchronized (stream) { // While its client does not read, nothing is taken from it.
        if (body.length == 0) {
          stream.close(CloseReason.ENDED);
        } else if (body.length > limits.maxMessageBytes()) {
          lane.execute(() -> session.refuse(Refusal.TOO_LARGE, null, null));
        } else {
          lane.execute(() -> hand(SseWire.command(body), session, stream));
        }
      }
      post.sendResponseHeaders(202, -1);
    }
  }

  private static void hand(
      SseWire.@Nullable Command command, TransportSession session, EventStream stream) {
    if (command == null) {
      session.refuse(Refusal.MALFORMED, null, null);
    } else {
      session.receive(command.event(), command.data(), command.answerTo(stream.waiting()));
    }
  }

  /** What waits for a client; those who write to it write one at a time. */
  private record EventStream(BlockingQueue<byte[]> waiting, int maxBytes) implements Outbound {

    @Override
    public boolean isWritable() {
      return waiting.stream().mapToInt(each -> each.length).sum() < maxBytes;
    }

    @Override
    public void send(Frames frames) {
      frames.forEach(each -> waiting.add(each.encoded(SseWire.FORMAT)));
    }

    @Override
    public void flush() {}

    @Override
    public void close(CloseReason reason) {
      waiting.add(new byte[0]);
    }
  }
}
