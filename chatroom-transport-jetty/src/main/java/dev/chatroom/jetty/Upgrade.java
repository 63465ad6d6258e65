package dev.chatroom.jetty;

import dev.chatroom.web.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request for a WebSocket: whether it may be, and what it becomes. */
final class Upgrade implements WebSocketNegotiator {

  private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

  static final String SUBPROTOCOL = "chatroom.v1";

  private final Chat chat;
  private @Nullable ChatConnection connection;
  private @Nullable WebSocketCoreSession session;

  Upgrade(Chat chat) {
    this.chat = chat;
  }

  /** Answers the request, by a WebSocket or by why not. */
  void answer(WebSocketMappings handshakes, Request request, Response response, Callback callback) {
    if (hasBody(request) || !hasUri(request)) {
      Reply.NO_HANDSHAKE.send(response, callback);
      return;
    }
    Request.addCompletionListener(request, this::completed);
    boolean isAnswered;
    try {
      isAnswered = handshakes.upgrade(this, new Upgrading(request), response, callback, null);
    } catch (RuntimeException failure) {
      giveUp();
      failed(failure).send(response, callback);
      return;
    }
    if (!isAnswered) {
      Reply.NO_UPGRADE.send(response, callback);
    }
  }

  /** Jetty throws what it does not like of a request. */
  private static Reply failed(RuntimeException failure) {
    if (failure instanceof HttpException || failure instanceof WebSocketException) {
      return Reply.NO_HANDSHAKE;
    }
    LOG.error("a handshake failed", failure);
    return Reply.FAILED;
  }

  /** What comes after the request is the WebSocket's, and nothing else. */
  private static boolean hasBody(Request request) {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  /**
   * Jetty tells sessions their address as a {@code URI}, which is not all that HTTP may ask for.
   */
  private static boolean hasUri(Request request) {
    try {
      request.getHttpURI().toURI();
      return true;
    } catch (IllegalArgumentException notSo) {
      return false;
    }
  }

  private void completed(@Nullable Throwable failure) {
    if (failure != null) {
      giveUp();
    }
  }

  private void giveUp() {
    if (connection != null) {
      connection.neverOpened();
    }
  }

  @Override
  public @Nullable ChatConnection negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    Arrival arrival = Arrival.of(request);
    Optional<Reply> refusal = refusal(request, arrival);
    if (refusal.isPresent()) {
      refusal.get().send(response, callback);
      return null;
    }
    Lane lane = chat.lanes().of(request.getConnectionMetaData());
    Optional<Admission.Ticket> ticket = chat.sessions().admit(arrival.client());
    if (ticket.isEmpty()) {
      Reply.FULL.send(response, callback);
      return null;
    }
    if (!request.getSubProtocols().isEmpty()) {
      response.setAcceptedSubProtocol(SUBPROTOCOL);
    }
    connection = new ChatConnection(chat, lane, arrival.handshake(), ticket.get());
    return connection;
  }

  private Optional<Reply> refusal(ServerUpgradeRequest request, Arrival arrival) {
    List<String> offered = request.getSubProtocols();
    if (!chat.settings().access().origins().judge(arrival.asked()).isAllowed()) {
      return Optional.of(Reply.FOREIGN);
    }
    return offered.isEmpty() || offered.contains(SUBPROTOCOL)
        ? Optional.empty()
        : Optional.of(Reply.OTHER_PROTOCOL);
  }

  /**
   * The heartbeat says who is idle. Frames of any length come in pieces as the network has them.
   */
  @Override
  public void customize(Configuration configuration) {
    configuration.setIdleTimeout(Duration.ZERO);
    configuration.setAutoFragment(true);
    configuration.setMaxFrameSize(0);
    configuration.setOutputBufferSize(JettyWire.JOINED_BYTES);
    session = (WebSocketCoreSession) configuration;
  }

  /** Has our connection where Jetty puts the one that it has made for the session. */
  private final class Upgrading extends Request.Wrapper {

    Upgrading(Request request) {
      super(request);
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
      return super.setAttribute(
          name, value instanceof WebSocketConnection made ? direct(made) : value);
    }

    private DirectConnection direct(WebSocketConnection made) {
      return new DirectConnection(
          made,
          getConnectionMetaData().getConnector(),
          Objects.requireNonNull(session),
          Objects.requireNonNull(connection).lane()::aside);
    }
  }
}
