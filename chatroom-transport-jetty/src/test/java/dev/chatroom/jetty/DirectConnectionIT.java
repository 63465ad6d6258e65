package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jetty makes of a handshake is replaced, whatever is below it. */
class DirectConnectionIT {

  @TempDir private static Path directory;

  private final Server server = new Server();
  private final Queue<WebSocketConnection> opened = new ConcurrentLinkedQueue<>();

  private void isDirect(ServerConnector connector, SocketFactory sockets, String headers)
      throws Exception {
    JettyTransport transport = JettyTransport.builder().mounted();
    connector.addBean(
        new Connection.Listener() {
          @Override
          public void onOpened(Connection connection) {
            if (connection instanceof WebSocketConnection webSocket) {
              opened.add(webSocket);
            }
          }

          @Override
          public void onClosed(Connection connection) {}
        });
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(transport.handler());
    try (ChatRooms rooms = ChatRooms.builder().build()) {
      server.start();
      transport.start(rooms);
      try (RawWebSocket tom =
          RawWebSocket.ask(
              sockets.createSocket(InetAddress.getLoopbackAddress(), connector.getLocalPort()),
              "/chat",
              headers)) {
        tom.claim("tom").say("hi").await("\"msg\":\"hi\"");
        assertThat(opened).singleElement().isInstanceOf(DirectConnection.class);
        readsWhereItSelects();
        assertThat(opened.element().getMessagesOut()).isGreaterThanOrEqualTo(4);
      }
    } finally {
      server.stop();
    }
  }

  private void readsWhereItSelects() {
    AbstractEndPoint socket = (AbstractEndPoint) opened.element().getEndPoint();
    Waiting.until("it waits for what comes", socket::isFillInterested);
    assertThat(socket.getFillInterest().getCallbackInvocationType())
        .isEqualTo(InvocationType.NON_BLOCKING);
  }

  @Test
  void a_plain_connection_is_direct() throws Exception {
    isDirect(new ServerConnector(server), SocketFactory.getDefault(), "");
  }

  @Test
  void a_connection_over_tls_is_direct() throws Exception {
    Path store = directory.resolve("chat.store");
    TlsIT.makeKey(store);
    isDirect(
        new ServerConnector(server, TlsIT.tls(store)),
        TlsIT.trusting(store).getSocketFactory(),
        "");
  }
}
