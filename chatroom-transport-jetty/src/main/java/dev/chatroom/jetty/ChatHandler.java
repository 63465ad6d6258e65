package dev.chatroom.jetty;

import java.util.Objects;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.jspecify.annotations.Nullable;

/** Answers the path of the chat, and leaves all else to the handler that it wraps. */
final class ChatHandler extends Handler.Wrapper {

  private static final String COMPRESSION = "permessage-deflate";

  private final Settings settings;
  private final Runnable stopChat;
  private final LifeCycle.Listener beforeTheServerStops =
      new LifeCycle.Listener() {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
          stopChat.run();
        }
      };

  private volatile @Nullable Chat chat;

  // Written when the handler starts and stops, between which requests come.
  private volatile @Nullable WebSocketMappings handshakes;

  /**
   * Makes a handler that serves nobody yet.
   *
   * @param stopChat stops the transport, while its connections are still there
   */
  ChatHandler(Settings settings, Runnable stopChat) {
    this.settings = settings;
    this.stopChat = stopChat;
  }

  /** Serves a chat; none, from here on, where there is none. */
  void serve(@Nullable Chat serving) {
    chat = serving;
  }

  /** Returns the server that it is in. */
  Server server() {
    return Objects.requireNonNull(getServer(), "the handler is in no server");
  }

  @Override
  protected void doStart() throws Exception {
    WebSocketComponents made = components(server());
    addManaged(made);
    handshakes = new WebSocketMappings(made);
    server().addEventListener(beforeTheServerStops);
    super.doStart();
  }

  /** A context may stop alone. */
  @Override
  protected void doStop() throws Exception {
    stopChat.run();
    server().removeEventListener(beforeTheServerStops);
    super.doStop();
    removeBean(handshakes().getWebSocketComponents());
    handshakes = null;
  }

  private WebSocketMappings handshakes() {
    return Objects.requireNonNull(handshakes, "the handler is not started");
  }

  /** No extension is agreed on but that which was asked for. */
  private WebSocketComponents components(Server server) {
    WebSocketExtensionRegistry extensions = new WebSocketExtensionRegistry();
    extensions.getAvailableExtensions().keySet().removeIf(name -> !isUsed(name));
    WebSocketComponents made =
        new WebSocketComponents(
            extensions, null, server.getByteBufferPool(), null, null, server.getThreadPool());
    made.unmanage(server.getByteBufferPool());
    made.unmanage(server.getThreadPool());
    return made;
  }

  private boolean isUsed(String extension) {
    return settings.compresses() && extension.equals(COMPRESSION);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!settings.path().equals(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    Chat serving = chat;
    if (serving == null) {
      Reply.NOT_OPEN.send(response, callback);
    } else {
      new Upgrade(serving).answer(handshakes(), request, response, callback);
    }
    return true;
  }
}
