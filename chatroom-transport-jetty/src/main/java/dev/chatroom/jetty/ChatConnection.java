package dev.chatroom.jetty;

import dev.chatroom.spi.Handshake;
import dev.chatroom.web.Admission;
import java.util.Objects;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Jetty's threads end: what they tell of a connection goes on on the lane of its client, in
 * the order in which they tell it. They tell one thing at a time, but for the end, which may come
 * on any thread.
 */
final class ChatConnection implements FrameHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ChatConnection.class);

  private final Chat chat;
  private final Lane lane;
  private final String address;
  private final Admission.Ticket ticket;

  /** Given up when the client is asked in: headers may be long. */
  private @Nullable Handshake facts;

  private volatile @Nullable ChatClient client;

  ChatConnection(Chat chat, Lane lane, Handshake facts, Admission.Ticket ticket) {
    this.chat = chat;
    this.lane = lane;
    this.address = facts.address();
    this.facts = facts;
    this.ticket = ticket;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    ChatClient opened = new ChatClient(chat, lane, session, wire(session));
    Handshake told = Objects.requireNonNull(facts);
    facts = null;
    client = opened;
    callback.succeeded();
    lane.execute(() -> opened.opened(told));
  }

  private static Wire wire(CoreSession session) {
    return session.getNegotiatedExtensions().isEmpty()
            && session instanceof WebSocketCoreSession core
            && core.getConnection() instanceof DirectConnection direct
        ? direct
        : new JettyWire(session);
  }

  /** Returns where the client is served. */
  Lane lane() {
    return lane;
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    ChatClient opened = client;
    if (opened == null) {
      callback.succeeded();
    } else {
      lane.runHere(() -> opened.receive(frame, callback));
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    LOG.debug("connection of {} failed: {}", address, cause.toString());
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    ticket.giveBack();
    ChatClient opened = client;
    if (opened != null) {
      lane.execute(opened::disconnected);
    }
    callback.succeeded();
  }

  /** The handshake came to nothing. */
  void neverOpened() {
    ticket.giveBack();
  }
}
