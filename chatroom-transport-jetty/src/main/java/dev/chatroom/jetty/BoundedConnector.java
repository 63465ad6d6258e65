package dev.chatroom.jetty;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.chatroom.web.Admission;
import dev.chatroom.web.Subnet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes sockets beyond the bounds as soon as they are there. Jetty's own limit knows no addresses,
 * and stops accepting, so that nobody is told.
 *
 * <p>When a connection cannot be accepted, because the process has too many files open for example,
 * it accepts none for a second.
 */
final class BoundedConnector extends ServerConnector {

  /**
   * Selectors accept. A thread of its own that starts late, when the connector has stopped, would
   * fail and say so in the log (12.1.14).
   */
  private static final int NO_ACCEPTORS = 0;

  private static final long PAUSE_SECONDS = 1;

  private final Admission sockets;
  private final boolean countsAddresses;
  private final Map<EndPoint, Admission.Ticket> tickets = new ConcurrentHashMap<>();
  private final AcceptFailures failures = new AcceptFailures();

  /**
   * Makes a connector that does not listen yet.
   *
   * @param selectors how many threads select
   * @param countsAddresses whether an address stands for one person, which that of a proxy does not
   */
  BoundedConnector(
      Server server,
      int selectors,
      Settings.Access access,
      boolean countsAddresses,
      HttpConnectionFactory http) {
    super(server, null, null, null, NO_ACCEPTORS, selectors, http);
    this.sockets =
        new Admission("sockets", access.maxConnections(), access.maxConnectionsPerAddress());
    this.countsAddresses = countsAddresses;
  }

  @Override
  protected void onEndPointOpened(EndPoint socket) {
    super.onEndPointOpened(socket);
    Optional<Admission.Ticket> ticket = sockets.admit(countsAddresses ? peer(socket) : null);
    if (ticket.isPresent()) {
      tickets.put(socket, ticket.get());
    } else {
      socket.close();
    }
  }

  @Override
  protected Accepting newSelectorManager(Executor threads, Scheduler scheduler, int selectors) {
    return new Accepting(threads, scheduler, selectors);
  }

  /** Jetty would try again at once, and log a stack trace each time (12.1.14). */
  final class Accepting extends ServerConnectorManager {

    private Accepting(Executor threads, Scheduler scheduler, int selectors) {
      super(threads, scheduler, selectors);
    }

    @Override
    protected @Nullable SelectableChannel doAccept(SelectableChannel listening) {
      try {
        return super.doAccept(listening);
      } catch (ClosedChannelException stopped) {
        return null;
      } catch (IOException failure) {
        failures.add(failure);
        setAccepting(false);
        getScheduler().schedule(BoundedConnector.this::acceptAgain, PAUSE_SECONDS, SECONDS);
        return null;
      }
    }
  }

  private void acceptAgain() {
    if (isOpen()) {
      setAccepting(true);
    }
  }

  private static @Nullable InetAddress peer(EndPoint socket) {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? Subnet.address(remote.getAddress().getAddress())
        : null;
  }

  @Override
  protected void onEndPointClosed(EndPoint socket) {
    super.onEndPointClosed(socket);
    Admission.Ticket ticket = tickets.remove(socket);
    if (ticket != null) {
      ticket.giveBack();
    }
  }
}
