package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers of the application in front of the chat and the files. */
class ApplicationHandlerIT {

  private final List<Object> seen = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ChannelHandlerContext> slow = new CompletableFuture<>();
  private final ChatRooms rooms = ChatRooms.builder().build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder()
          .host("127.0.0.1")
          .port(0)
          .files(StaticFiles.classPath(ApplicationHandlerIT.class, "web").index("index.html"))
          .handler(Recorder::new)
          .handler(() -> new At("/health", (ctx, request) -> ctx.writeAndFlush(text("up"))))
          .handler(() -> new At("/slow", (ctx, request) -> slow.complete(ctx)))
          .handler(() -> new At("/twice", (ctx, request) -> twice(ctx)))
          .handler(() -> new At("/health", (ctx, request) -> ctx.writeAndFlush(text("second"))))
          .build();

  private final class Recorder extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      seen.add(msg instanceof FullHttpRequest request ? request.uri() : msg);
      ctx.fireChannelRead(msg);
    }
  }

  /** Answers requests for one path, and passes others on. */
  private static final class At extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final String path;
    private final BiConsumer<ChannelHandlerContext, FullHttpRequest> answer;

    At(String path, BiConsumer<ChannelHandlerContext, FullHttpRequest> answer) {
      this.path = path;
      this.answer = answer;
    }

    @Override
    public boolean acceptInboundMessage(Object msg) {
      return msg instanceof FullHttpRequest request && request.uri().equals(path);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      answer.accept(ctx, request);
    }
  }

  private static FullHttpResponse text(String text) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }

  private static void twice(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(text("once"));
    ctx.writeAndFlush(text("twice"));
  }

  @BeforeEach
  void start() {
    transport.start(rooms);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private RawHttpClient connect() throws IOException {
    return new RawHttpClient(transport.address().orElseThrow());
  }

  @Test
  void the_first_that_answers_does_and_the_rest_is_as_ever() throws IOException {
    try (RawHttpClient client = connect()) {
      assertThat(client.get("/health").answer().body()).isEqualTo("up");
      assertThat(client.get("/").answer().body()).contains("index");
      assertThat(client.get("/none").answer().status()).isEqualTo(404);
      String open = "/socket.io/?EIO=4&transport=polling";
      assertThat(client.get(open).answer().body()).startsWith("0{");
      assertThat(seen).containsExactly("/health", "/", "/none", open);
    }
  }

  @Test
  void the_next_request_comes_when_the_one_before_is_answered_on_any_thread() throws IOException {
    try (RawHttpClient client = connect()) {
      client.get("/slow").get("/health");
      ChannelHandlerContext ctx = slow.join();
      assertThat(seen).containsExactly("/slow");
      ctx.writeAndFlush(text("at last"));
      assertThat(client.answer().body()).isEqualTo("at last");
      assertThat(client.answer().body()).isEqualTo("up");
    }
  }

  @Test
  void a_second_answer_goes_to_nobody() throws IOException {
    try (RawHttpClient client = connect()) {
      assertThat(client.get("/twice").answer().body()).isEqualTo("once");
      assertThat(client.get("/health").answer().body()).isEqualTo("up");
    }
  }

  @Test
  void what_is_no_proper_request_is_not_seen() throws IOException {
    try (RawHttpClient client = connect()) {
      client.send("GET /health HTTP/1.1\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void a_websocket_is_not_seen_after_its_request() {
    try (WireClient tom = WireClient.version4(transport.address().orElseThrow(), "")) {
      tom.claim("tom").emit("message", Map.of("msg", "hi"));
      assertThat(tom.awaitMessage()).isEqualTo("tom说:hi");
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void one_for_all_connections_is_possible() {
    @ChannelHandler.Sharable
    final class Shared extends ChannelInboundHandlerAdapter {}

    Shared shared = new Shared();
    try (SocketIoTransport other =
        SocketIoTransport.builder().host("127.0.0.1").port(0).handler(() -> shared).build()) {
      other.start(rooms);
      for (String nickname : List.of("ann", "bob")) {
        try (WireClient client = WireClient.version4(other.address().orElseThrow(), "")) {
          client.claim(nickname);
        }
      }
    }
  }
}
