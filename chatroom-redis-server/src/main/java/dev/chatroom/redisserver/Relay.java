package dev.chatroom.redisserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;

/**
 * Stands between one node and Redis, and cuts it off. Safe for use by any thread; has a daemon
 * thread for accepting, and two for each connection.
 *
 * <p>It may be given another server, as an address is that moves to the new master. What is
 * connected through it then loses its connection.
 */
public final class Relay implements AutoCloseable {

  private static final int BACKLOG = 128;

  private final ServerSocket listening;

  // Guarded by this.
  private final List<RelayedConnection> connections = new ArrayList<>();
  private int server;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    CUT,
    HELD
  }

  /** Begins to relay to a server. */
  public Relay(RedisServer server) {
    this(server, ServerSocketFactory.getDefault());
  }

  /**
   * Begins to relay to a server.
   *
   * @param sockets how it listens: where a server should seem to have TLS, with that
   */
  public Relay(RedisServer server, ServerSocketFactory sockets) {
    this.server = server.port();
    try {
      listening = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    daemon("redis-relay-accept", this::accept);
  }

  static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Returns where it listens, as a URI of Redis. */
  public String uri() {
    return "redis://127.0.0.1:" + port();
  }

  private void accept() {
    try {
      while (true) {
        relay(listening.accept());
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  private synchronized void relay(Socket client) {
    RelayedConnection connection = new RelayedConnection(client, server);
    connections.removeIf(RelayedConnection::isOver);
    if (state == State.CUT) {
      connection.end();
      return;
    }
    if (state == State.HELD) {
      connection.hold();
    }
    connections.add(connection);
    connection.start();
  }

  /** Resets all connections, and, until {@link #restore}, each new one as soon as it is there. */
  public synchronized void cut() {
    state = State.CUT;
    endAll();
  }

  /** Holds back what is on its way in either direction, and says nothing to anybody. */
  public synchronized void blackhole() {
    state = State.HELD;
    connections.forEach(RelayedConnection::hold);
  }

  /** Relays again. What was held back comes through; what was cut must be connected anew. */
  public synchronized void restore() {
    state = State.OPEN;
    connections.forEach(RelayedConnection::release);
  }

  /** Resets all connections, once. */
  public synchronized void reset() {
    endAll();
  }

  /** Relays to another server from now on, and resets the connections to the old one. */
  public synchronized void target(RedisServer other) {
    this.server = other.port();
    endAll();
  }

  private synchronized void endAll() {
    connections.forEach(RelayedConnection::end);
    connections.clear();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException alreadyClosed) {
      // What was asked for.
    }
    cut();
  }
}
