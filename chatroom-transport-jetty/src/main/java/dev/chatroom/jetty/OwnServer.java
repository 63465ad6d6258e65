package dev.chatroom.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of our own, which listens from the start. */
final class OwnServer {

  private static final Logger LOG = LoggerFactory.getLogger(OwnServer.class);

  /** How many there may be beside those that select, for requests. */
  private static final int OTHER_THREADS = 200;

  private static final int MAX_HEADER_BYTES = 8 * 1024;

  private final Server server;
  private final ServerConnector connector;
  private final InetSocketAddress address;

  /**
   * Starts it.
   *
   * @throws UncheckedIOException when the address cannot be bound, which the message names; nothing
   *     is left running
   */
  OwnServer(Listening listening, Settings settings, Handler.Singleton chat) {
    QueuedThreadPool threads = new QueuedThreadPool(OTHER_THREADS + settings.lanes());
    threads.setName("chatroom-jetty");
    server = new Server(threads, null, listening.buffers());
    connector =
        new BoundedConnector(
            server, settings.lanes(), settings.access(), !listening.forwarded(), http(listening));
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    // Rounded up: none would be for ever.
    connector.setIdleTimeout(listening.idleTimeout().plusNanos(999_999).toMillis());
    if (listening.tls() != null) {
      connector.addFirstConnectionFactory(
          new SslConnectionFactory(listening.tls(), connector.getDefaultProtocol()));
      connector.setDefaultProtocol("SSL");
    }
    server.addConnector(connector);
    chat.setHandler(listening.handler());
    server.setHandler(chat);
    address = start();
  }

  private static HttpConnectionFactory http(Listening listening) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    if (listening.tls() != null) {
      // Names of hosts are not checked: they may be those of a proxy.
      configuration.addCustomizer(new SecureRequestCustomizer(false));
    }
    if (listening.forwarded()) {
      configuration.addCustomizer(new ForwardedRequestCustomizer());
    }
    return new HttpConnectionFactory(configuration);
  }

  private InetSocketAddress start() {
    try {
      server.start();
      return (InetSocketAddress) ((ServerSocketChannel) connector.getTransport()).getLocalAddress();
    } catch (IOException notBound) {
      stop();
      throw new UncheckedIOException(
          "cannot listen on " + connector.getHost() + ":" + connector.getPort() + why(notBound),
          notBound);
    } catch (Exception notStarted) {
      stop();
      throw new IllegalStateException("the server did not start", notStarted);
    }
  }

  /** Jetty says where, and its cause says why. */
  private static String why(IOException notBound) {
    Throwable cause = notBound.getCause();
    return ": " + (cause == null ? notBound : cause).getMessage();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Frees the port; who is connected stays. */
  void stopAccepting() {
    connector.close();
  }

  /** Ends all connections and threads. Jetty would leave some of them when it is interrupted. */
  void stop() {
    boolean interrupted = Thread.interrupted();
    try {
      server.stop();
    } catch (InterruptedException waitOn) {
      interrupted = true;
      stop();
    } catch (Exception notAll) {
      LOG.error("the server did not stop as it should", notAll);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
