package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests on one connection, late and broken ones, and how connections end. */
class HttpConnectionIT {

  private static final String OPEN = "/socket.io/?EIO=4&transport=polling";

  @TempDir Path directory;
  private final ChatRooms rooms = ChatRooms.builder().build();
  private SocketIoTransport transport;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "a");
    Files.write(directory.resolve("large.txt"), new byte[4 * 1024 * 1024]);
    start(builder -> builder);
  }

  private void start(UnaryOperator<SocketIoTransportBuilder> options) {
    if (transport != null) {
      transport.stop(Duration.ZERO);
    }
    transport =
        options
            .apply(
                SocketIoTransport.builder()
                    .host("127.0.0.1")
                    .port(0)
                    .maxMessageBytes(64 * 1024)
                    .files(StaticFiles.directory(directory)))
            .build();
    transport.start(rooms);
  }

  @AfterEach
  void others_are_served() throws IOException {
    try (RawHttpClient other = connect()) {
      assertThat(other.get("/a.txt").answer().body()).isEqualTo("a");
    }
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private RawHttpClient connect() throws IOException {
    return new RawHttpClient(transport.address().orElseThrow());
  }

  private static String sid(RawHttpClient.Answer opened) {
    return opened.body().replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws IOException {
    try (RawHttpClient client = connect()) {
      client.send(
          RawHttpClient.request("GET", "/large.txt")
              + RawHttpClient.request("HEAD", "/a.txt")
              + RawHttpClient.request("GET", "/none.txt")
              + RawHttpClient.request("GET", "/a.txt"));
      assertThat(client.answer().body()).hasSize(4 * 1024 * 1024);
      assertThat(client.answerWithoutBody().header("content-length")).isEqualTo("1");
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().body()).isEqualTo("a");
    }
  }

  @Test
  void a_request_behind_a_poll_waits_for_its_answer() throws IOException {
    try (RawHttpClient polling = connect();
        RawHttpClient posting = connect()) {
      String sid = sid(polling.get(OPEN).answer());
      String session = OPEN + "&sid=" + sid;
      posting.send(
          RawHttpClient.request("POST", session, "Content-Length: 2", "Content-Type: text/plain")
              + "40");
      assertThat(posting.answer().body()).isEqualTo("ok");
      String polled = "";
      while (!polled.contains("nicknames")) {
        polled = polling.get(session).answer().body();
      }
      polling.send(RawHttpClient.request("GET", session) + RawHttpClient.request("GET", "/a.txt"));
      String claim = "42[\"nickname\",\"tom\"]";
      posting.send(
          RawHttpClient.request("POST", session, "Content-Length: " + claim.length()) + claim);
      assertThat(posting.answer().body()).isEqualTo("ok");
      assertThat(polling.answer().body()).contains("tom");
      assertThat(polling.answer().body()).isEqualTo("a");
    }
  }

  /** Tells the server's end of connections. */
  @ChannelHandler.Sharable
  private static final class Spy extends ChannelInboundHandlerAdapter {

    private final CompletableFuture<Channel> channel = new CompletableFuture<>();

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      channel.complete(ctx.channel());
      ctx.fireChannelActive();
    }

    Channel channel() {
      return channel.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void who_asks_and_does_not_read_costs_no_more_than_its_bound() throws IOException {
    Spy spy = new Spy();
    start(builder -> builder.maxOutboundBytes(64 * 1024).handler(() -> spy));
    try (RawHttpClient client = connect()) {
      client.send(RawHttpClient.request("GET", "/large.txt").repeat(5));
      Channel channel = spy.channel();
      awaitUntil(() -> !channel.isWritable() && !channel.config().isAutoRead());
      client.send(RawHttpClient.request("GET", "/large.txt").repeat(5));
      for (int i = 0; i < 10; i++) {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        assertThat(pending == null ? -1 : pending.totalPendingWriteBytes())
            .isBetween(0L, 3 * 64 * 1024L);
        assertThat(client.answer().body()).hasSize(4 * 1024 * 1024);
      }
      awaitUntil(() -> channel.config().isAutoRead());
    }
  }

  private static void awaitUntil(BooleanSupplier condition) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  @Test
  void who_does_not_read_for_long_is_disconnected() throws IOException {
    Spy spy = new Spy();
    start(builder -> builder.idleTimeout(Duration.ofMillis(300)).handler(() -> spy));
    try (RawHttpClient client = connect()) {
      client.send(RawHttpClient.request("GET", "/large.txt").repeat(5));
      assertThat(spy.channel().closeFuture().awaitUninterruptibly(10_000)).isTrue();
    }
  }

  @Test
  void more_requests_than_may_wait_close_the_connection() throws IOException {
    try (RawHttpClient client = connect()) {
      String poll = OPEN + "&sid=" + sid(client.get(OPEN).answer());
      client.send(
          RawHttpClient.request("GET", poll)
              + RawHttpClient.request("GET", "/a.txt").repeat(RequestQueue.MAX_WAITING + 1));
      client.awaitClose();
    }
  }

  @Test
  void a_request_that_does_not_come_to_its_end_is_answered_408() throws IOException {
    start(builder -> builder.requestTimeout(Duration.ofMillis(100)));
    for (String part :
        new String[] {
          "G",
          "GET / HTTP/1.1\r\nHost: x\r\nX",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1",
          "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n"
        }) {
      try (RawHttpClient client = connect()) {
        client.send(part);
        RawHttpClient.Answer answer = client.answer();
        assertThat(answer.status()).as(part).isEqualTo(408);
        assertThat(answer.header("connection")).isEqualTo("close");
        client.awaitClose();
      }
    }
  }

  @Test
  void a_second_request_has_a_deadline_too() throws IOException {
    start(builder -> builder.requestTimeout(Duration.ofMillis(100)));
    try (RawHttpClient client = connect()) {
      assertThat(client.get("/a.txt").answer().body()).isEqualTo("a");
      client.send("GET");
      assertThat(client.answer().status()).isEqualTo(408);
      client.awaitClose();
    }
  }

  @Test
  void a_poll_that_waits_meets_no_deadline() throws IOException {
    start(
        builder ->
            builder
                .requestTimeout(Duration.ofSeconds(1))
                .idleTimeout(Duration.ofSeconds(1))
                .heartbeat(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    try (RawHttpClient client = connect()) {
      RawHttpClient.Answer opened = client.get(OPEN).answer();
      assertThat(client.get(OPEN + "&sid=" + sid(opened)).answer().body()).isEqualTo("2");
    }
  }

  @Test
  void a_connection_that_does_nothing_closes() throws IOException {
    start(builder -> builder.idleTimeout(Duration.ofSeconds(1)));
    try (RawHttpClient silent = connect();
        RawHttpClient served = connect()) {
      assertThat(served.get("/a.txt").answer().body()).isEqualTo("a");
      silent.awaitClose();
      served.awaitClose();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, '', true",
    "HTTP/1.1, close, false",
    "HTTP/1.1, 'keep-alive, close', false",
    "HTTP/1.0, '', false",
    "HTTP/1.0, keep-alive, true",
    "HTTP/1.0, Keep-Alive, true",
  })
  void the_client_says_whether_the_connection_stays(
      String version, String connection, boolean stays) throws IOException {
    try (RawHttpClient client = connect()) {
      String header = connection.isEmpty() ? "" : "Connection: " + connection + "\r\n";
      client.send("GET /a.txt " + version + "\r\nHost: x\r\n" + header + "\r\n");
      RawHttpClient.Answer answer = client.answer();
      assertThat(answer.body()).isEqualTo("a");
      if (stays) {
        assertThat(answer.header("connection"))
            .isEqualTo(version.equals("HTTP/1.0") ? "keep-alive" : "");
        assertThat(client.get("/a.txt").answer().body()).isEqualTo("a");
      } else {
        assertThat(answer.header("connection")).isEqualTo("close");
        client.awaitClose();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/11\r\nHost: x\r\n\r\n",
        "GET / HTTPS/1.1\r\nHost: x\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /a.txt HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET http://x/a.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
        "GET /a.txt HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
        "GET /a.txt HTTP/1.1\nHost: x\n\n",
        "GET /a.txt HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
      })
  void what_is_no_http_is_answered_400_and_closed(String bytes) throws IOException {
    refused(400, bytes);
  }

  /** Each is followed by a request that must not be seen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "Content-Length: 1, 2\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +1\r\n\r\n",
        "Content-Length: 1x\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: x\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nxx\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x1\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\n1\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\n1\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n80000000\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\n1x\r\n0\r\n\r\n",
      })
  void a_body_whose_end_two_could_see_differently_is_answered_400_and_closed(String rest)
      throws IOException {
    refused(400, "POST /a.txt HTTP/1.1\r\nHost: x\r\n" + rest);
  }

  @Test
  void a_folded_header_hides_nothing() throws IOException {
    refused(
        400, "POST /a.txt HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n");
    refused(400, "POST /a.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n 0\r\n\r\n0123456789");
  }

  @ParameterizedTest
  @CsvSource({
    "501, 'POST / HTTP/1.1|Host: x|Transfer-Encoding: gzip, chunked||0||'",
    "501, 'POST / HTTP/1.1|Host: x|Transfer-Encoding: gzip|Transfer-Encoding: chunked||0||'",
    "400, 'POST / HTTP/1.0|Host: x|Transfer-Encoding: chunked||0||'",
    "505, 'GET /a.txt HTTP/2.0|Host: x||'",
    "505, 'GET /a.txt HTTP/0.9|Host: x||'",
  })
  void what_is_another_http_is_answered_so_and_closed(int status, String request)
      throws IOException {
    refused(status, request.replace("|", "\r\n"));
  }

  @Test
  void long_lines_and_headers_are_answered_so_and_closed() throws IOException {
    refused(414, "GET /" + "a".repeat(HttpStages.MAX_LINE_BYTES) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    refused(414, "a".repeat(HttpStages.MAX_LINE_BYTES + 100));
    String large = "A: " + "a".repeat(HttpStages.MAX_HEADER_BYTES) + "\r\n";
    refused(431, "GET /a.txt HTTP/1.1\r\nHost: x\r\n" + large + "\r\n");
    String many = "A: a\r\n".repeat(HttpStages.MAX_HEADER_BYTES / 4);
    refused(431, "GET /a.txt HTTP/1.1\r\nHost: x\r\n" + many + "\r\n");
    String trailer = "Transfer-Encoding: chunked\r\n\r\n0\r\n";
    refused(431, "POST /a.txt HTTP/1.1\r\nHost: x\r\n" + trailer + large + "\r\n");
  }

  private void refused(int status, String bytes) throws IOException {
    try (RawHttpClient client = connect()) {
      client.send(bytes + RawHttpClient.request("GET", "/a.txt"));
      RawHttpClient.Answer answer = client.answer();
      assertThat(answer.status()).as(bytes).isEqualTo(status);
      assertThat(answer.header("connection")).isEqualTo("close");
      client.awaitClose();
    }
  }

  @Test
  void a_body_that_is_too_long_is_read_past() throws IOException {
    String body = "x".repeat(100_000);
    try (RawHttpClient client = connect()) {
      client.send(RawHttpClient.request("POST", OPEN, "Content-Length: 100000") + body);
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.get("/a.txt").answer().body()).isEqualTo("a");
      client.send(RawHttpClient.request("POST", OPEN, "Transfer-Encoding: chunked"));
      client.send("186a0\r\n" + body + "\r\n0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.get("/a.txt").answer().body()).isEqualTo("a");
    }
  }

  @Test
  void a_body_that_is_too_long_is_answered_in_its_turn() throws IOException {
    try (RawHttpClient client = connect()) {
      client.send(
          RawHttpClient.request("GET", "/large.txt")
              + RawHttpClient.request("POST", OPEN, "Content-Length: 100000")
              + "x".repeat(100_000));
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void a_body_that_is_too_long_is_not_asked_for() throws IOException {
    try (RawHttpClient client = connect()) {
      client.send(
          RawHttpClient.request("POST", OPEN, "Content-Length: 100000", "Expect: 100-continue"));
      RawHttpClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      client.awaitClose();
    }
  }
}
