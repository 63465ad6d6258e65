package dev.chatroom.example;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the documented chat: the page, and the rooms behind it over Socket.IO, Jetty or both. */
@Command(
    name = "chatroom-example",
    description = "Serves a chat page, and the chat behind it.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the page and the chat, 0 for any. Default: the environment's PORT, else 3000.")
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
          "How the page connects: socketio, jetty (plain WebSocket) or both, which is one room with"
              + " a page for each. Default: ${DEFAULT-VALUE}.")
  private TransportName transport = TransportName.socketio;

  @Option(
      names = "--jetty-port",
      paramLabel = "N",
      description = "With both, the port of Jetty's page. Default: the one after the other.")
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

  @Mixin private final SharingOptions sharing = new SharingOptions();

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
    if (jettyPort != null && transport != TransportName.both) {
      throw usage("--jetty-port " + jettyPort + ": needs --transport both");
    }
    if (host.isBlank()) {
      throw usage("--host=" + host + ": expected an address or a name");
    }
    if (history < 0) {
      throw usage("--history " + history + ": expected 0 or more");
    }
    Ports ports = ports();
    Servers servers = new Servers(rooms(), host);
    try {
      start(servers, ports);
    } catch (UncheckedIOException cannotListen) {
      servers.close();
      System.err.println(cannotListen.getMessage());
      return ExitCode.SOFTWARE;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(servers, stopped), "stop"));
    System.out.println("server run ok");
    servers.pages().forEach(System.out::println);
    stopped.await();
    return ExitCode.OK;
  }

  private SharedRooms rooms() {
    ChatRooms.Builder rooms = ChatRooms.builder().historyMessages(history).rates(rates());
    try {
      return sharing.build(rooms, System.getenv("REDIS_URL"));
    } catch (IllegalArgumentException wrong) {
      throw usage(wrong.getMessage());
    }
  }

  private Ports ports() {
    try {
      Ports ports = Ports.of(port, System.getenv("PORT"), jettyPort);
      return transport == TransportName.both ? ports.forBoth() : ports;
    } catch (IllegalArgumentException wrong) {
      throw usage(wrong.getMessage());
    }
  }

  private void start(Servers servers, Ports ports) {
    switch (transport) {
      case socketio -> servers.serveSocketIo(ports.page());
      case jetty -> servers.serveJetty(ports.page());
      case both -> {
        servers.serveSocketIo(ports.page());
        servers.serveJetty(ports.jetty());
      }
    }
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

  private static void stop(Servers servers, CountDownLatch stopped) {
    servers.close();
    stopped.countDown();
  }

  private ParameterException usage(@Nullable String message) {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(known.commandLine(), message);
  }
}
