package dev.chatroom.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The tutorial's chat on Jetty's WebSocket API: each message is sent to each session. */
final class NaiveJetty {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Set<NaiveJettySocket>> rooms = new ConcurrentHashMap<>();

  /**
   * Serves.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    NaiveJetty chat = new NaiveJetty();
    server.setHandler(
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              // Who only listens is welcome, too.
              container.setIdleTimeout(Duration.ZERO);
              container.addMapping("/chat", (request, response, callback) -> chat.socket(request));
            }));
    server.start();
    Control.serve(connector.getLocalPort());
  }

  private NaiveJettySocket socket(Request request) {
    String room = String.valueOf(Request.extractQueryParameters(request).getValue("room"));
    return new NaiveJettySocket(
        JSON,
        Nicknames.of(room),
        rooms.computeIfAbsent(room, made -> ConcurrentHashMap.newKeySet()));
  }
}
