package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Transport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transport inside the JVM: its clients are objects, and there is no socket, no byte and no
 * thread.
 *
 * <pre>{@code
 * try (ChatRooms rooms = ChatRooms.builder().build();
 *     LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
 *   LoopbackClient ann = loopback.connect();
 *   LoopbackClient tom = loopback.connect("presence=delta");
 *   tom.claim("tom").isAnswered("ok");
 *   ann.seesNicknames("tom");
 * }
 * }</pre>
 *
 * <p>Without an executor everything happens in the caller, before a method returns, as long as one
 * thread at a time uses the rooms. With a {@link ManualExecutor} nothing happens until the test
 * says so; that executor is then one lane of each room, and a second transport on another executor
 * is another lane.
 *
 * <p>Safe for use by any thread, as far as the executor is.
 */
public final class LoopbackTransport implements Transport {

  private final Executor executor;

  // Guarded by this.
  private final List<LoopbackClient> clients = new ArrayList<>();
  private @Nullable ChatRooms rooms;
  private boolean stopped;

  /** Makes a transport that does everything in the caller. */
  public LoopbackTransport() {
    this(new CallerRuns());
  }

  /**
   * Makes a transport.
   *
   * @param executor serves its clients: what they send is received there, and what they get comes
   *     from there. It must run what it is given in order, one at a time, and so never inside of
   *     another task, as {@code Runnable::run} would.
   */
  public LoopbackTransport(Executor executor) {
    this.executor = executor;
  }

  /**
   * Makes a transport that does everything in the caller, and starts it.
   *
   * @param rooms where the connections go
   * @return the transport
   */
  public static LoopbackTransport startedOn(ChatRooms rooms) {
    return startedOn(rooms, new CallerRuns());
  }

  /**
   * Makes a transport and starts it.
   *
   * @param rooms where the connections go
   * @param executor serves its clients; see the constructor
   * @return the transport
   */
  public static LoopbackTransport startedOn(ChatRooms rooms, Executor executor) {
    LoopbackTransport started = new LoopbackTransport(executor);
    started.start(rooms);
    return started;
  }

  @Override
  public synchronized void start(ChatRooms where) {
    if (rooms != null) {
      throw new IllegalStateException("the transport was started before");
    }
    rooms = where;
  }

  /**
   * Connects a client to the default room.
   *
   * @return the client
   * @throws IllegalStateException when the connection is refused, or the transport is not running
   */
  public LoopbackClient connect() {
    return connect("");
  }

  /**
   * Connects a client.
   *
   * @param query as in a URL, percent-encoded where it must be: {@code room=dev&presence=delta}
   * @return the client
   * @throws IllegalStateException when the connection is refused, or the transport is not running
   */
  public LoopbackClient connect(String query) {
    return connect(handshake(query));
  }

  /**
   * Connects a client from anywhere, with any headers. Where the authenticator takes its time, the
   * client can do nothing until it has decided.
   *
   * @param handshake what the rooms are to know of the connection
   * @return the client
   * @throws IllegalStateException when the connection is refused before this returns, or the
   *     transport is not running
   */
  public LoopbackClient connect(Handshake handshake) {
    LoopbackClient client = new LoopbackClient(executor);
    Outcome.Refused refusal = attach(client, handshake).refusal();
    if (refusal != null) {
      throw new IllegalStateException("connect(" + shown(handshake) + "): " + refusal);
    }
    return client;
  }

  /** Connects a client that may be refused, and has somebody told what it reads. */
  LoopbackClient connect(Handshake handshake, Inbox.Reader reader) {
    LoopbackClient client = new LoopbackClient(executor);
    client.tell(reader);
    return attach(client, handshake);
  }

  /**
   * Connects a client that is to be refused.
   *
   * @param query as for {@link #connect(String)}
   * @return why it was refused
   * @throws AssertionError when it was not, or not before this returns
   * @throws IllegalStateException when the transport is not running
   */
  public Outcome.Refused refusedConnect(String query) {
    return refusedConnect(handshake(query));
  }

  /**
   * Connects a client that is to be refused.
   *
   * @param handshake as for {@link #connect(Handshake)}
   * @return why it was refused
   * @throws AssertionError when it was not, or not before this returns
   * @throws IllegalStateException when the transport is not running
   */
  public Outcome.Refused refusedConnect(Handshake handshake) {
    LoopbackClient client = new LoopbackClient(executor);
    Outcome.Refused refusal = attach(client, handshake).refusal();
    if (refusal != null) {
      return refusal;
    }
    client.disconnect();
    throw new AssertionError("connect(" + shown(handshake) + "): attached (expected: a refusal)");
  }

  private static String shown(Handshake handshake) {
    return handshake.query().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(value -> each.getKey() + "=" + value))
        .collect(Collectors.joining("&"));
  }

  /**
   * Makes what the rooms know of a connection from this computer.
   *
   * @param query as for {@link #connect(String)}
   * @return the handshake, without headers
   */
  public static Handshake handshake(String query) {
    return new Handshake("loopback", "127.0.0.1", parameters(query));
  }

  private LoopbackClient attach(LoopbackClient client, Handshake handshake) {
    running()
        .connect(handshake, client.outbound(), executor)
        .thenAccept(result -> attached(client, result));
    return client;
  }

  private synchronized ChatRooms running() {
    ChatRooms where = rooms;
    if (where == null || stopped) {
      throw new IllegalStateException(
          "the transport " + (stopped ? "was stopped" : "is not started") + " (expected: running)");
    }
    return where;
  }

  private void attached(LoopbackClient client, ConnectResult result) {
    if (result instanceof ConnectResult.Rejected rejected) {
      client.refused(rejected.refusal());
      return;
    }
    boolean tooLate;
    synchronized (this) {
      tooLate = stopped;
      clients.removeIf(each -> !each.isConnected());
      clients.add(client);
    }
    client.attached(((ConnectResult.Attached) result).session());
    if (tooLate) {
      client.goAway();
    }
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        parameters
            .computeIfAbsent(decoded(each.substring(0, equals)), name -> new ArrayList<>())
            .add(decoded(each.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * Stops: ends the sessions with {@link CloseReason#GOING_AWAY}. It never waits: what is still to
   * be done is done when the executor runs it, and a client that has stopped reading gets what
   * waits for it, and then the end, when it reads on.
   *
   * @param drain is not used
   */
  @Override
  public void stop(Duration drain) {
    List<LoopbackClient> ending;
    synchronized (this) {
      stopped = true;
      ending = List.copyOf(clients);
      clients.clear();
    }
    ending.forEach(LoopbackClient::goAway);
  }
}
