package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.socketio.SocketIoTransport;
import dev.chatroom.socketio.StaticFiles;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the documented chat: the page, its files and Socket.IO on one port. */
@Command(
    name = "chatroom-example",
    description = "Serves a chat page, and the chat behind it.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {

  private static final int DEFAULT_PORT = 3000;

  private static final String SOCKET_IO_CLIENT =
      "/META-INF/resources/webjars/socket.io-client/%s/dist/socket.io.js";

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the page and of Socket.IO. Default: the environment's PORT, else 3000.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, which is all of them.")
  private String host = "0.0.0.0";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = "socketio",
      description =
          "socketio, jetty or both; this version has socketio. Default: ${DEFAULT-VALUE}.")
  private TransportName transport = TransportName.socketio;

  @Option(
      names = "--jetty-port",
      paramLabel = "N",
      description = "Port of Jetty's WebSocket. Default: the port after --port.")
  private @Nullable Integer jettyPort;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of the last messages a newcomer gets. Default: ${DEFAULT-VALUE}.")
  private int history = 50;

  @Option(
      names = "--rate-limit",
      paramLabel = "N/s|off",
      defaultValue = "50/s",
      converter = RateLimitConverter.class,
      description = "How many messages a second each client may send. Default: ${DEFAULT-VALUE}.")
  private @Nullable RateLimit rateLimit;

  @Spec private @Nullable CommandSpec spec;

  /** The values of {@code --transport}, as they are written. */
  enum TransportName {
    socketio,
    jetty,
    both
  }

  /**
   * Serves until the process is told to stop.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    int status =
        new CommandLine(new Main()).setParameterExceptionHandler(Main::usageError).execute(args);
    if (status != ExitCode.OK) {
      System.exit(status);
    }
  }

  private static int usageError(ParameterException error, String[] args) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(error.getMessage());
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (transport != TransportName.socketio) {
      throw usage("--transport " + transport + ": this version has no Jetty transport yet");
    }
    if (jettyPort != null) {
      throw usage("--jetty-port " + jettyPort + ": needs --transport jetty or both");
    }
    if (host.isBlank()) {
      throw usage("--host=" + host + ": expected an address or a name");
    }
    if (history < 0) {
      throw usage("--history " + history + ": expected 0 or more");
    }
    ChatRooms rooms = ChatRooms.builder().historyMessages(history).rates(rates()).build();
    SocketIoTransport server =
        SocketIoTransport.builder().host(host).port(port()).files(page()).build();
    try {
      server.start(rooms);
    } catch (UncheckedIOException cannotListen) {
      System.err.println(cannotListen.getMessage());
      return ExitCode.SOFTWARE;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, rooms, stopped), "stop"));
    System.out.println("server run ok");
    System.out.println(
        "http://" + shownHost() + ":" + server.address().orElseThrow().getPort() + "/");
    stopped.await();
    return ExitCode.OK;
  }

  /** The usual limits, with the one asked for in place of those for the messages of one person. */
  private RateLimits rates() {
    if (rateLimit == null) {
      return RateLimits.none();
    }
    RateLimits others =
        RateLimits.defaults().without(RateLimits.Kind.POST, RateLimits.Scope.IDENTITY);
    return others.with(RateLimits.Kind.POST, RateLimits.Scope.SESSION, rateLimit);
  }

  private static void stop(SocketIoTransport server, ChatRooms rooms, CountDownLatch stopped) {
    server.close();
    rooms.close();
    stopped.countDown();
  }

  private String shownHost() {
    return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
  }

  private int port() {
    if (port != null) {
      return checked("--port", port.toString());
    }
    String fromEnvironment = System.getenv("PORT");
    return fromEnvironment == null || fromEnvironment.isBlank()
        ? DEFAULT_PORT
        : checked("PORT", fromEnvironment.strip());
  }

  private int checked(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Falls through to what is no port either.
    }
    throw usage(name + " " + value + ": expected a port, 0 to 65535");
  }

  private ParameterException usage(String message) {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(known.commandLine(), message);
  }

  private static StaticFiles page() {
    return StaticFiles.classPath(Main.class, "web")
        .index("home.html")
        .file("/js/connection.js", "web/js/connection-socketio.js")
        .file("/js/socket.io.js", SOCKET_IO_CLIENT.formatted(Version.property("socket.io-client")))
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("Referrer-Policy", "no-referrer");
  }
}
