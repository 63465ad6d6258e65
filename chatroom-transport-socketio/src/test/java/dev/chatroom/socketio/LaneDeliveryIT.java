package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch of events costs: one task for an event loop, one flush for a connection. */
class LaneDeliveryIT {

  private static final int WEB_SOCKETS = 12;
  private static final int POLLS = 4;

  private final WatchedLoops loops = new WatchedLoops();
  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder().host("127.0.0.1").port(0).eventLoopGroup(loops).build();
  private final List<WireClient> webSockets = new ArrayList<>();
  private final Map<RawClient, String> polls = new LinkedHashMap<>();

  @BeforeEach
  void connect() throws IOException {
    transport.start(rooms);
    InetSocketAddress server = transport.address().orElseThrow();
    for (int i = 0; i < WEB_SOCKETS; i++) {
      WireClient client =
          i % 2 == 0 ? WireClient.version3(server, "") : WireClient.version4(server, "");
      client.awaitNicknames();
      webSockets.add(client);
    }
    for (int i = 0; i < POLLS; i++) {
      RawClient client = RawClient.connect(server);
      client.get("/socket.io/?EIO=3&transport=polling");
      String poll = "/socket.io/?EIO=3&transport=polling&sid=" + client.awaitSessionId();
      client.await("40");
      client.get(poll);
      client.await("nicknames\",[]]");
      polls.put(client, poll);
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient each : polls.keySet()) {
      each.close();
    }
    transport.stop(Duration.ofSeconds(1));
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    rooms.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void a_burst_costs_each_event_loop_one_task_and_each_connection_one_flush(int burst)
      throws InterruptedException, IOException {
    List<Outgoing> outgoing = watchConnections();
    CountDownLatch goOn = loops.pause();
    ChatRoom lobby = rooms.room("lobby");
    List<String> texts = IntStream.range(0, burst).mapToObj(i -> "text " + i + ".").toList();
    texts.forEach(lobby::post);
    assertThat(loops.tasks()).as("tasks while they stood still").containsOnly(1);
    goOn.countDown();
    for (WireClient each : webSockets) {
      assertThat(Stream.generate(each::awaitMessage).limit(burst).toList())
          .zipSatisfy(texts, (message, text) -> assertThat(message).endsWith(text));
    }
    for (RawClient each : polls.keySet()) {
      String answer = each.await(texts.get(burst - 1));
      assertThat(answer.split("42\\[\"message\"", -1)).hasSize(burst + 1);
    }
    assertThat(outgoing).hasSize(WEB_SOCKETS + POLLS);
    assertThat(outgoing).allSatisfy(each -> assertThat(each.flushes).hasValue(1));
    Map<EventLoop, List<Long>> written = new HashMap<>();
    for (Outgoing each : outgoing) {
      written.computeIfAbsent(each.loop, loop -> new ArrayList<>()).addAll(each.webSocketWrites);
    }
    assertThat(written.values().stream().mapToInt(List::size).sum())
        .as("writes to WebSockets")
        .isEqualTo(WEB_SOCKETS);
    assertThat(written.values())
        .as("where in memory the writes of an event loop are from")
        .allSatisfy(addresses -> assertThat(Set.copyOf(addresses)).hasSize(1));
  }

  /** From here on; returns when all polls have come in. */
  private List<Outgoing> watchConnections() throws InterruptedException, IOException {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Channel each : loops.channels()) {
      if (each instanceof SocketChannel) {
        Outgoing watch = new Outgoing(each.eventLoop());
        each.pipeline().addFirst(watch);
        outgoing.add(watch);
      }
    }
    // A handler watches once its event loop has taken note of it.
    loops.pause().countDown();
    for (Map.Entry<RawClient, String> each : polls.entrySet()) {
      each.getKey().get(each.getValue());
    }
    while (outgoing.stream().mapToInt(each -> each.reads.get()).sum() < POLLS) {
      Thread.onSpinWait();
    }
    return outgoing;
  }

  /** What one connection is given to send. */
  private static final class Outgoing extends ChannelDuplexHandler {

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();
    private final List<Long> webSocketWrites = Collections.synchronizedList(new ArrayList<>());
    private final EventLoop loop;

    Outgoing(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ctx.fireChannelRead(message);
      reads.incrementAndGet();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf bytes && bytes.getByte(0) == (byte) 0x81) {
        webSocketWrites.add(bytes.memoryAddress() + bytes.readerIndex());
      }
      ctx.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      flushes.incrementAndGet();
      ctx.flush();
    }
  }
}
