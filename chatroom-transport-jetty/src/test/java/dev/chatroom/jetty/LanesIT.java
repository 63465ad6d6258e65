package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.ManualExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lane a connection has, and where it runs. */
class LanesIT {

  private static final int SELECTORS = 2;
  private static final int OTHERS = 3;

  private final Server server = new Server();
  private final ServerConnector sockets = new ServerConnector(server, 0, SELECTORS);
  private final LocalConnector noSockets = new LocalConnector(server);
  private final ManualExecutor threads = new ManualExecutor();
  private final Lanes lanes = new Lanes(OTHERS, threads);
  private final List<Lane> given = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws Exception {
    sockets.setHost("127.0.0.1");
    server.addConnector(sockets);
    server.addConnector(noSockets);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            given.add(lanes.of(request.getConnectionMetaData()));
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private void connects() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), sockets.getLocalPort());
    assertThat(Http.get(address, "/")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void there_is_one_for_each_thread_that_selects() throws Exception {
    for (int i = 0; i < 4 * SELECTORS; i++) {
      connects();
    }
    assertThat(new HashSet<>(given)).hasSize(SELECTORS);
  }

  @Test
  void it_runs_on_the_thread_that_selects() throws Exception {
    connects();
    runsWhereItSelects(sockets);
  }

  @Test
  void it_runs_there_for_connections_over_tls_too(@TempDir Path directory) throws Exception {
    Path store = directory.resolve("chat.store");
    TlsIT.makeKey(store);
    ServerConnector tls = new ServerConnector(server, 0, 1, TlsIT.tls(store));
    server.addConnector(tls);
    tls.start();
    try (Socket socket =
        TlsIT.trusting(store)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), tls.getLocalPort())) {
      String request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Waiting.until("it has a lane", () -> !given.isEmpty());
    }
    runsWhereItSelects(tls);
  }

  /**
   * All selectors of the connector are held, so that they do what they are given meanwhile together
   * when they go on. Which thread selects may change between two rounds of a selector, not in one.
   */
  private void runsWhereItSelects(ServerConnector connector) {
    Collection<ManagedSelector> selectors =
        connector.getSelectorManager().getBeans(ManagedSelector.class);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    for (ManagedSelector each : selectors) {
      CountDownLatch held = new CountDownLatch(1);
      each.submit(
          selector -> {
            held.countDown();
            awaitDone(mayGoOn);
          });
      awaitDone(held);
    }
    CountDownLatch ran = new CountDownLatch(1 + 2 * selectors.size());
    Queue<Thread> before = noted(selectors, ran);
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    given
        .get(0)
        .execute(
            () -> {
              ranOn.set(Thread.currentThread());
              ran.countDown();
            });
    Queue<Thread> after = noted(selectors, ran);
    mayGoOn.countDown();
    awaitDone(ran);
    assertThat(before).contains(ranOn.get());
    assertThat(after).contains(ranOn.get());
    assertThat(threads.pending()).isZero();
  }

  /** Returns which threads select, once they have had their turn. */
  private static Queue<Thread> noted(Collection<ManagedSelector> selectors, CountDownLatch ran) {
    Queue<Thread> selecting = new ConcurrentLinkedQueue<>();
    for (ManagedSelector each : selectors) {
      each.submit(
          selector -> {
            selecting.add(Thread.currentThread());
            ran.countDown();
          });
    }
    return selecting;
  }

  @Test
  void what_is_left_when_the_selectors_have_stopped_is_done_elsewhere() throws Exception {
    connects();
    server.stop();
    CountDownLatch ran = new CountDownLatch(1);
    given.get(0).execute(ran::countDown);
    awaitDone(ran);
  }

  @Test
  void a_connector_that_was_started_again_has_other_ones() throws Exception {
    connects();
    sockets.stop();
    sockets.start();
    connects();
    assertThat(given.get(1)).isNotSameAs(given.get(0));
    CountDownLatch ran = new CountDownLatch(1);
    given.get(1).execute(ran::countDown);
    awaitDone(ran);
  }

  @Test
  void connections_without_a_selector_have_others_in_turn() throws Exception {
    for (int i = 0; i < 2 * OTHERS; i++) {
      assertThat(noSockets.getResponse("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
    Set<Lane> different = new HashSet<>(given);
    assertThat(different).hasSize(OTHERS);
    List<String> ran = new ArrayList<>();
    different.forEach(each -> each.execute(() -> ran.add("a")));
    assertThat(ran).isEmpty();
    threads.runAll();
    assertThat(ran).hasSize(OTHERS);
  }

  private static void awaitDone(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
