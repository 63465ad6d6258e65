package dev.chatroom.testkit.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Stands between clients and a server, and cuts their connections. Safe for use by any thread; has
 * a daemon thread for accepting, and two for each connection.
 */
final class TcpRelay implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket listening;

  // Guarded by this.
  private final List<RelayedConnection> connections = new ArrayList<>();
  private boolean closed;

  TcpRelay(InetSocketAddress server) {
    this.server = server;
    try {
      listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    daemon("relay-accept", this::accept);
  }

  static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns where clients connect to. */
  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
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

  /** Whom the server does not take now has a connection that ends; the next may be taken. */
  private void relay(Socket client) throws IOException {
    RelayedConnection connection;
    try {
      connection = new RelayedConnection(client, new Socket(server.getAddress(), server.getPort()));
    } catch (IOException notTaken) {
      client.close();
      return;
    }
    if (add(connection)) {
      connection.start();
    } else {
      connection.cut(Cut.RESET, 0);
    }
  }

  private synchronized boolean add(RelayedConnection connection) {
    connections.removeIf(RelayedConnection::isOver);
    return !closed && connections.add(connection);
  }

  /** Cuts one of the connections that are there; returns whether there was one. */
  synchronized boolean cutOne(RandomGenerator random) {
    connections.removeIf(RelayedConnection::isOver);
    endStalled();
    List<RelayedConnection> whole =
        connections.stream().filter(RelayedConnection::isWhole).toList();
    if (whole.isEmpty()) {
      return false;
    }
    Cut[] kinds = Cut.values();
    whole
        .get(random.nextInt(whole.size()))
        .cut(kinds[random.nextInt(kinds.length)], random.nextInt(2_000));
    return true;
  }

  /** Ends the connections that were stalled before. */
  synchronized void endStalled() {
    connections.stream()
        .filter(RelayedConnection::isStalled)
        .forEach(each -> each.cut(Cut.RESET, 0));
  }

  @Override
  public void close() {
    List<RelayedConnection> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(connections);
      connections.clear();
    }
    try {
      listening.close();
    } catch (IOException alreadyClosed) {
      // What was asked for.
    }
    left.forEach(each -> each.cut(Cut.RESET, 0));
  }
}
