package dev.chatroom.socketio;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The servers that the public test suites of Engine.IO and Socket.IO ask for, on the stages of the
 * transport. CONTRIBUTING.md says how to run the suites against it.
 *
 * <p>{@code engine PORT} sends each message back, at {@code /engine.io/}; {@code socket PORT} has
 * the namespaces of {@link EchoNamespace}, at {@code /socket.io/}.
 */
final class ProtocolSuiteServer implements AutoCloseable {

  private final ChatPipeline stages;
  private final NettyServer server;

  ProtocolSuiteServer(
      String protocol, int port, Duration interval, Duration timeout, Duration connectTimeout) {
    Settings settings =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(port)
            .path("/" + protocol + ".io/")
            .heartbeat(interval, timeout)
            .connectTimeout(connectTimeout)
            .maxMessageBytes(1_000_000)
            .settings();
    EngineClient.Factory clients =
        protocol.equals("engine")
            ? (session, facts) -> new EchoClient(session)
            : (session, facts) ->
                new SocketIoConnection(
                    session, EchoNamespace::join, settings.limits().maxMessageBytes());
    stages =
        new ChatPipeline(EngineServices.of(settings, new Connections(settings.access()), clients));
    server = new NettyServer(settings, stages);
  }

  /**
   * Serves until the process is ended.
   *
   * @param args which of the two, and its port
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: engine PORT, or socket PORT");
    }
    Duration interval = Duration.ofMillis(300);
    Duration timeout = Duration.ofMillis(200);
    Duration connect = Duration.ofSeconds(1);
    try (ProtocolSuiteServer server =
        new ProtocolSuiteServer(args[0], Integer.parseInt(args[1]), interval, timeout, connect)) {
      System.out.println("listening on " + server.address());
      Thread.currentThread().join();
    }
  }

  InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.stopAccepting();
    server.shutDown();
    stages.stop();
  }
}
