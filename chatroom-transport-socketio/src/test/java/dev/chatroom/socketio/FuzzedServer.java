package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Handshake;
import dev.chatroom.testkit.ManualClock;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * All stages of a server with a chat behind, and connections without a network, all on one event
 * loop. When it closes, nothing must be left, and nothing have been logged above DEBUG.
 */
final class FuzzedServer implements AutoCloseable {

  /** Stands for the id of the session that began last. */
  static final String SID = "{sid}";

  private static final Pattern OPENED = Pattern.compile("\"sid\":\"([A-Za-z0-9_-]{20})\"");

  /** What goes from one end to the other and back, and sets something going there. */
  private static final int TURNS = 8;

  private static final Settings SETTINGS =
      SocketIoTransport.builder()
          .maxMessageBytes(1024)
          .maxOutboundBytes(4096)
          .compressFrom(64)
          .files(StaticFiles.classPath(FuzzedServer.class, "web").index("index.html"))
          .settings();

  private static final EventLoopGroup LOOP =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("fuzzed", true), LocalIoHandler.newFactory());
  private static final ChannelGroup OPEN = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private static final Connections CONNECTIONS = new Connections(SETTINGS.access());
  private static final Channel LISTENING = listen();

  /** The rooms of the server that is open. */
  private static volatile ChatRooms rooms = newRooms();

  private final List<Channel> clients = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  // Written on the event loop.
  private volatile String sid = "none";
  private final AtomicLong written = new AtomicLong();

  FuzzedServer() {
    log.start();
    root().addAppender(log);
  }

  /** What a pipeline is made from takes long to make, so all servers have the same. */
  private static Channel listen() {
    ChatPipeline pipeline =
        new ChatPipeline(EngineServices.of(SETTINGS, CONNECTIONS, FuzzedServer::client));
    ChannelHandler counted =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            OPEN.add(channel);
            channel.pipeline().addLast(pipeline);
          }
        };
    return new ServerBootstrap()
        .group(LOOP)
        .channel(LocalServerChannel.class)
        .childHandler(counted)
        .bind(LocalAddress.ANY)
        .syncUninterruptibly()
        .channel();
  }

  private static ChatRooms newRooms() {
    ManualClock clock = new ManualClock();
    return ChatRooms.builder().clock(clock).scheduler(clock).executor(Runnable::run).build();
  }

  private static EngineClient client(EngineSession engine, Handshake facts) {
    return ChatClient.factory(rooms, SETTINGS.limits().maxMessageBytes()).over(engine, facts);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Sends bytes on a new connection, which stays open. */
  FuzzedServer send(byte[] bytes) {
    Channel client =
        new Bootstrap()
            .group(LOOP)
            .channel(LocalChannel.class)
            .handler(new Answers())
            .connect(LISTENING.localAddress())
            .syncUninterruptibly()
            .channel();
    clients.add(client);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(SID, sid);
    client.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    rest();
    return this;
  }

  private static void rest() {
    for (int turn = 0; turn < TURNS; turn++) {
      LOOP.submit(() -> {}).syncUninterruptibly();
    }
  }

  /** Returns how many bytes went to clients. */
  long written() {
    return written.get();
  }

  @Override
  public void close() {
    clients.forEach(each -> each.close().syncUninterruptibly());
    OPEN.newCloseFuture().syncUninterruptibly();
    CONNECTIONS.awaitEmpty(Duration.ZERO);
    rest();
    assertThat(CONNECTIONS.count()).as("sessions").isZero();
    rooms.close();
    rooms = newRooms();
    root().detachAppender(log);
    assertThat(
            log.list.stream()
                .filter(each -> each.getLevel().isGreaterOrEqual(Level.INFO))
                .map(FuzzedServer::shown))
        .as("logged")
        .isEmpty();
  }

  private static String shown(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? event.toString()
        : event + " " + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  /** What a client reads. */
  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      written.addAndGet(bytes.readableBytes());
      Matcher opened = OPENED.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
      if (opened.find()) {
        sid = opened.group(1);
      }
    }
  }
}
