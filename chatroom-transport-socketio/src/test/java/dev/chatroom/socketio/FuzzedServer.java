package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Handshake;
import dev.chatroom.testkit.ManualClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * All stages of a server with a chat behind, and connections without a network, in one thread. When
 * it closes, nothing must be left, and nothing have been logged above DEBUG.
 */
final class FuzzedServer implements AutoCloseable {

  /** Stands for the id of the session that began last. */
  static final String SID = "{sid}";

  private static final Pattern OPENED = Pattern.compile("\"sid\":\"([A-Za-z0-9_-]{20})\"");

  private static final Settings SETTINGS =
      SocketIoTransport.builder()
          .maxMessageBytes(1024)
          .maxOutboundBytes(4096)
          .compressFrom(64)
          .files(StaticFiles.classPath(FuzzedServer.class, "web").index("index.html"))
          .settings();

  private static final Connections CONNECTIONS = new Connections();

  /** What a pipeline is made from takes long to make, so all servers have the same. */
  private static final ChatPipeline PIPELINE =
      new ChatPipeline(EngineSession.Services.of(SETTINGS, CONNECTIONS, FuzzedServer::client));

  /** The rooms of the server that is open. */
  private static ChatRooms rooms = newRooms();

  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private String sid = "none";
  private long written;

  FuzzedServer() {
    log.start();
    root().addAppender(log);
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
    EmbeddedChannel channel = new EmbeddedChannel(PIPELINE);
    channels.add(channel);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(SID, sid);
    ByteBuf in = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    channel.writeInbound(in);
    run();
    return this;
  }

  /** Sessions of one connection may have set others going. */
  private void run() {
    for (EmbeddedChannel each : List.copyOf(channels)) {
      each.runPendingTasks();
      for (Object out = each.readOutbound(); out != null; out = each.readOutbound()) {
        if (out instanceof ByteBuf bytes) {
          written += bytes.readableBytes();
          Matcher opened = OPENED.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
          if (opened.find()) {
            sid = opened.group(1);
          }
        }
        ReferenceCountUtil.release(out);
      }
    }
  }

  /** Returns how many bytes went to clients. */
  long written() {
    return written;
  }

  @Override
  public void close() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    CONNECTIONS.awaitEmpty(Duration.ZERO);
    run();
    rooms.close();
    rooms = newRooms();
    root().detachAppender(log);
    assertThat(
            log.list.stream()
                .filter(each -> each.getLevel().isGreaterOrEqual(Level.INFO))
                .map(FuzzedServer::shown))
        .as("logged")
        .isEmpty();
    channels.forEach(EmbeddedChannel::checkException);
  }

  private static String shown(ILoggingEvent event) {
    String cause =
        event.getThrowableProxy() == null
            ? ""
            : " "
                + ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event + cause;
  }
}
