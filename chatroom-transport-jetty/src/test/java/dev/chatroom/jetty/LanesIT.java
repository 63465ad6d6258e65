package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.ManualExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void it_runs_where_its_connections_are_selected_and_nowhere_else() throws Exception {
    CountDownLatch selectorsMayGoOn = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    connects();
    for (ManagedSelector each : sockets.getSelectorManager().getBeans(ManagedSelector.class)) {
      CountDownLatch held = new CountDownLatch(1);
      each.submit(
          selector -> {
            held.countDown();
            awaitDone(selectorsMayGoOn);
          });
      awaitDone(held);
    }
    given.get(0).execute(ran::countDown);
    assertThat(ran.await(50, TimeUnit.MILLISECONDS)).as("while nothing is selected").isFalse();
    selectorsMayGoOn.countDown();
    awaitDone(ran);
    assertThat(threads.pending()).isZero();
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
