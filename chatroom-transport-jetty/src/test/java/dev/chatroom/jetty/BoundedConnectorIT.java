package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.web.OriginPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

/** When no connection can be accepted, it waits for better times. */
class BoundedConnectorIT {

  /** Keeps what there is to do later. */
  private static final class Later extends AbstractLifeCycle implements Scheduler {

    private final Queue<Runnable> pauses = new ConcurrentLinkedQueue<>();

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
      if (unit.toSeconds(delay) == 1) {
        pauses.add(task);
      }
      return () -> true;
    }
  }

  /** Listens where no more descriptors are to be had. */
  private static final class Exhausted extends ServerSocketChannel {

    Exhausted() {
      super(null);
    }

    @Override
    public SocketChannel accept() throws IOException {
      throw new IOException("Too many open files");
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) {
      return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
      return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return Set.of();
    }

    @Override
    public ServerSocket socket() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean blocks) {}
  }

  @Test
  void it_pauses_says_so_once_and_accepts_again() throws Exception {
    Later later = new Later();
    Server server = new Server(null, later, null);
    Settings.Access access =
        new Settings.Access(new OriginPolicy(Set.of(), false, false, false), 10, 10);
    BoundedConnector connector =
        new BoundedConnector(server, 1, access, true, new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    try (Logged logged = new Logged();
        Exhausted exhausted = new Exhausted()) {
      var accepting = (BoundedConnector.Accepting) connector.getSelectorManager();
      assertThat(accepting.doAccept(exhausted)).isNull();
      assertThat(connector.isAccepting()).isFalse();
      assertThat(accepting.doAccept(exhausted)).isNull();
      assertThat(logged.lines())
          .containsExactly(
              "WARN cannot accept connections: java.io.IOException: Too many open files; further"
                  + " failures are not logged until there was none for a minute");
    }
    selectTwice(connector);
    later.pauses.remove().run();
    assertThat(connector.isAccepting()).isTrue();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    assertThat(Http.get(address, "/")).startsWith("HTTP/1.1 404 ");
    server.stop();
    later.pauses.forEach(Runnable::run);
    assertThat(connector.isOpen()).isFalse();
  }

  /**
   * What is updated the second time is so after the selector has forgotten the key that was
   * cancelled: a second, in which it selects, is over at once here.
   */
  private static void selectTwice(BoundedConnector connector) throws InterruptedException {
    ManagedSelector selector = connector.getSelectorManager().getBean(ManagedSelector.class);
    for (int i = 0; i < 2; i++) {
      CountDownLatch updated = new CountDownLatch(1);
      selector.submit(unused -> updated.countDown());
      updated.await();
    }
  }
}
