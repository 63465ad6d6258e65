package dev.chatroom.benchmarks.server;

import static dev.chatroom.benchmarks.server.Dialect.PLAIN;
import static dev.chatroom.benchmarks.server.Dialect.SOCKET_IO_3;
import static dev.chatroom.benchmarks.server.Dialect.SOCKET_IO_4;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All servers that can be measured, by name. */
public final class Peers {

  private static final String PACKAGE = "dev.chatroom.benchmarks.peers.";
  private static final String WINDOWED = "-window";
  private static final String SOCKET_IO = "chatroom-socketio";
  private static final String JETTY = "chatroom-jetty";

  private final NodeServers node = new NodeServers();
  private final Map<String, Peer> byName = new LinkedHashMap<>();

  /** Knows them all, and has started none. */
  public Peers() {
    java("limit", "limit", SOCKET_IO_4, "LimitServer");
    java("limit-plain", "limit, plain", PLAIN, "LimitServer");
    java(
        "limit" + WINDOWED,
        "limit, a list per 20 ms",
        SOCKET_IO_4,
        "LimitServer",
        "--window",
        "20");
    java(
        "limit-plain" + WINDOWED,
        "limit, plain, a list per 20 ms",
        PLAIN,
        "LimitServer",
        "--window",
        "20");
    java(SOCKET_IO, "this, Socket.IO", SOCKET_IO_4, "ChatroomSocketIo");
    shared(SOCKET_IO);
    java(JETTY, "this, Jetty", PLAIN, "ChatroomJetty");
    shared(JETTY);
    java("netty-socketio", "netty-socketio", SOCKET_IO_4, "NaiveNettySocketIo");
    java("jetty", "Jetty's WebSocket API", PLAIN, "NaiveJetty");
    node("tutorial", "the tutorial's app (socket.io 1.4.5)", SOCKET_IO_3, "tutorial.js");
    node("node-socketio", "the same on socket.io 4", SOCKET_IO_4, "socketio.js");
    node("node-ws", "ws for Node", PLAIN, "ws.js");
  }

  /** Returns their names. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Returns the names of those whose figures say something in a scenario. */
  public List<String> names(String scenario) {
    if (scenario.equals("nodes")) {
      return names().stream()
          .filter(each -> each.startsWith(SOCKET_IO) || each.startsWith(JETTY))
          .toList();
    }
    // Where nobody joins, a limit with a window is the same as one without.
    return byName.values().stream()
        .filter(each -> each.sharing() == 0)
        .map(Peer::name)
        .filter(each -> scenario.equals("join") || !each.endsWith(WINDOWED))
        .toList();
  }

  /** Returns what a peer is called when so many of its processes share their rooms in a Redis. */
  public static String sharing(String name, int processes) {
    return name + "-redis-" + processes;
  }

  /** Returns all of them; those of Node cannot be started before {@link #named} has fetched. */
  public List<Peer> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Returns one, ready to be started: for the first one of Node, npm fetches what they need.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Peer named(String name) {
    Peer peer = byName.get(name);
    if (peer == null) {
      throw new IllegalArgumentException("peer: " + name + " (expected: one of " + names() + ")");
    }
    if (node.isOne(peer)) {
      node.fetch();
    }
    return peer;
  }

  /** Returns what npm fetches for the servers of Node, as {@code ws 8.0.0}. */
  public List<String> nodePackages() throws IOException {
    return node.packages();
  }

  /** With the JVM and the class path of this process. */
  private void java(String name, String title, Dialect dialect, String main, String... arguments) {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            PACKAGE + main);
    Peer peer =
        new Peer(name, title, dialect, Stream.concat(command, Stream.of(arguments)).toList());
    byName.put(name, peer);
  }

  /** Knows a peer also with its rooms in a Redis: one of it, and two that share them. */
  private void shared(String name) {
    Peer peer = named(name);
    for (int processes = 1; processes <= 2; processes++) {
      String other = sharing(name, processes);
      String title = peer.title() + (processes == 1 ? ", Redis" : ", Redis, two nodes");
      byName.put(other, new Peer(other, title, peer.dialect(), peer.command(), processes));
    }
  }

  private void node(String name, String title, Dialect dialect, String script) {
    byName.put(name, new Peer(name, title, dialect, node.command(script)));
  }
}
