package dev.chatroom.socketio;

import java.time.Duration;
import java.util.Locale;

/**
 * The servers that the public test suites of Engine.IO and Socket.IO ask for, on the stages of the
 * transport. CONTRIBUTING.md says how to run the suites against it.
 *
 * <p>{@code engine PORT} sends each message back, at {@code /engine.io/}; {@code socket PORT} has
 * the namespaces of {@link EchoNamespace}, at {@code /socket.io/}.
 */
final class ProtocolSuiteServer {

  private ProtocolSuiteServer() {}

  /**
   * Serves until the process is ended.
   *
   * @param args which of the two, and its port
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: engine PORT, or socket PORT");
    }
    NettyServer server = start(args[0], Integer.parseInt(args[1]));
    System.out.println("listening on " + server.address());
    Thread.currentThread().join();
  }

  static NettyServer start(String protocol, int port) {
    Settings settings =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(port)
            .path("/" + protocol.toLowerCase(Locale.ROOT) + ".io/")
            .heartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
            .connectTimeout(Duration.ofSeconds(1))
            .maxMessageBytes(1_000_000)
            .settings();
    EngineClient.Factory clients =
        protocol.equals("engine")
            ? (session, facts) -> new EchoClient(session)
            : (session, facts) ->
                new SocketIoConnection(
                    session, EchoNamespace::join, settings.limits().maxMessageBytes());
    return new NettyServer(
        settings,
        new ChatPipeline(EngineSession.Services.of(settings, new Connections(), clients)));
  }
}
