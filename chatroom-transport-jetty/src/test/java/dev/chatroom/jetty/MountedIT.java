package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The chat in a server that the application has, beside what else is there, on one port. */
class MountedIT {

  private final ChatRooms rooms = ChatRooms.builder().build();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final JettyTransport transport = JettyTransport.builder().mounted();

  MountedIT() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
  }

  /** A servlet of the application's own. */
  private static final class Hello extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("servlet " + request.getRequestURI());
    }
  }

  @AfterEach
  void stop() throws Exception {
    transport.stop(Duration.ZERO);
    server.stop();
    rooms.close();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  private void chatsAt(String path) throws IOException {
    try (RawWebSocket tom = RawWebSocket.open(address(), path)) {
      tom.claim("tom").say("hi").await("\"msg\":\"hi\"");
    }
  }

  private void startBoth() throws Exception {
    server.start();
    transport.start(rooms);
  }

  @Test
  void in_front_of_the_handlers_of_a_server() throws Exception {
    server.setHandler(new Saying("host"));
    server.insertHandler(transport.handler());
    startBoth();
    chatsAt("/chat");
    assertThat(Http.get(address(), "/other")).contains("200 OK").endsWith("host /other");
    assertThat(Http.get(address(), "/chat/other")).contains("200 OK").endsWith("host /chat/other");
  }

  @Test
  void in_a_context_below_its_path() throws Exception {
    ContextHandler context = new ContextHandler(new Saying("context"), "/app");
    context.insertHandler(transport.handler());
    server.setHandler(new ContextHandlerCollection(context));
    startBoth();
    chatsAt("/app/chat");
    assertThat(Http.get(address(), "/app/other")).contains("200 OK").endsWith("context /other");
    assertThat(Http.get(address(), "/chat")).contains("404");
  }

  @Test
  void in_a_servlet_context_of_ee10_beside_a_servlet() throws Exception {
    var context = new org.eclipse.jetty.ee10.servlet.ServletContextHandler("/app");
    context.addServlet(new Hello(), "/hello");
    context.insertHandler(transport.handler());
    server.setHandler(context);
    startBoth();
    chatsAt("/app/chat");
    assertThat(Http.get(address(), "/app/hello")).contains("200 OK").contains("servlet /app/hello");
    assertThat(Http.get(address(), "/app/chat")).contains("426 ");
  }

  @Test
  void in_a_servlet_context_of_ee11_beside_a_servlet() throws Exception {
    var context = new org.eclipse.jetty.ee11.servlet.ServletContextHandler("/app");
    context.addServlet(new Hello(), "/hello");
    context.insertHandler(transport.handler());
    server.setHandler(context);
    startBoth();
    chatsAt("/app/chat");
    assertThat(Http.get(address(), "/app/hello")).contains("200 OK").contains("servlet /app/hello");
    assertThat(Http.get(address(), "/app/chat")).contains("426 ");
  }

  @Test
  void it_is_closed_before_the_start_and_after_the_stop_and_the_rest_is_not() throws Exception {
    server.setHandler(new Saying("host"));
    server.insertHandler(transport.handler());
    server.start();
    assertThat(Http.get(address(), "/chat")).contains("503 ").containsIgnoringCase("retry-after");
    transport.start(rooms);
    chatsAt("/chat");
    assertThat(transport.address()).isEmpty();
    transport.close();
    try (RawWebSocket late = RawWebSocket.ask(address(), "/chat", "")) {
      assertThat(late.status()).isEqualTo(503);
    }
    assertThat(Http.get(address(), "/other")).endsWith("host /other");
    assertThatThrownBy(() -> transport.start(rooms)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_may_start_before_the_server() throws Exception {
    server.insertHandler(transport.handler());
    transport.start(rooms);
    server.start();
    chatsAt("/chat");
  }

  @Test
  void a_stop_of_the_transport_ends_its_clients_with_a_word() throws Exception {
    server.insertHandler(transport.handler());
    startBoth();
    try (RawWebSocket tom = RawWebSocket.open(address(), "/chat").claim("tom")) {
      Thread stopping = new Thread(transport::close);
      stopping.start();
      assertThat(tom.awaitClose()).isEqualTo("4000 going_away");
      tom.answerClose();
      tom.awaitEnd();
      stopping.join();
    }
    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }

  @Test
  void when_the_server_stops_first_clients_are_told_and_leave() throws Exception {
    server.insertHandler(transport.handler());
    startBoth();
    try (RawWebSocket tom = RawWebSocket.open(address(), "/chat").claim("tom")) {
      Thread stopping = stopping(server::stop);
      tom.await("{\"event\":\"closed\",\"data\":{\"code\":4000");
      assertThat(tom.awaitClose()).isEqualTo("4000 going_away");
      tom.answerClose();
      tom.awaitEnd();
      stopping.join();
    }
    assertThat(rooms.room("lobby").occupants()).isEmpty();
    transport.close();
  }

  @Test
  void when_its_context_stops_alone_clients_are_told_and_leave() throws Exception {
    ContextHandler context = new ContextHandler(new Saying("context"), "/app");
    context.insertHandler(transport.handler());
    server.setHandler(new ContextHandlerCollection(context));
    startBoth();
    try (RawWebSocket tom = RawWebSocket.open(address(), "/app/chat").claim("tom")) {
      Thread stopping = stopping(context::stop);
      assertThat(tom.awaitClose()).isEqualTo("4000 going_away");
      tom.answerClose();
      stopping.join();
    }
    assertThat(rooms.room("lobby").occupants()).isEmpty();
    assertThat(server.isStarted()).isTrue();
  }

  @Test
  void a_server_that_starts_again_has_no_chat_but_all_else() throws Exception {
    server.setHandler(new Saying("host"));
    server.insertHandler(transport.handler());
    startBoth();
    chatsAt("/chat");
    server.stop();
    server.start();
    assertThat(Http.get(address(), "/chat")).contains("503 ");
    assertThat(Http.get(address(), "/other")).endsWith("host /other");
  }

  /** Where the request cannot tell whether it is secure, which is no fault of the client's. */
  private static final class Faulty extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return super.handle(
          new Request.Wrapper(request) {
            @Override
            public boolean isSecure() {
              throw new IllegalStateException("a bug");
            }
          },
          response,
          callback);
    }
  }

  @Test
  void a_fault_of_ours_is_told_from_a_bad_request() throws Exception {
    server.insertHandler(transport.handler());
    server.insertHandler(new Faulty());
    startBoth();
    try (Logged logged = new Logged();
        RawWebSocket tom = RawWebSocket.ask(address(), "/chat", "")) {
      assertThat(tom.status()).isEqualTo(500);
      assertThat(logged.lines()).containsExactly("ERROR a handshake failed");
    }
  }

  @FunctionalInterface
  private interface Stop {
    void run() throws Exception;
  }

  private static Thread stopping(Stop stop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stop.run();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void options_of_a_server_are_set_where_the_server_is_made() {
    assertThatThrownBy(() -> JettyTransport.builder().port(80).forwarded().mounted())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port, forwarded");
    assertThatThrownBy(() -> JettyTransport.builder().build().handler())
        .isInstanceOf(IllegalStateException.class);
  }
}
