package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.SlowReaderPolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One of a hundred clients stops reading: all others get everything, in order, and what waits for
 * the one is bounded, until it is told what it missed, or closed.
 */
class SlowReaderIT {

  private static final int OTHERS = 99;
  private static final int MESSAGES = 160;
  private static final int MESSAGE_BYTES = 32 * 1024;

  /** How far who reads may be behind the posts: less than the log keeps. */
  private static final int WINDOW = 8;

  private static final int MAX_OUTBOUND_BYTES = 128 * 1024;
  private static final int BATCH_BYTES = 64 * 1024;

  /** What waits is less than the first of these when a batch, or a message on top of it, comes. */
  private static final long MAX_PENDING_BYTES =
      MAX_OUTBOUND_BYTES + BATCH_BYTES + 2 * MESSAGE_BYTES;

  private static final int SMALL_RECEIVE_BUFFER = 4096;

  private final WatchedLoops loops = new WatchedLoops();
  private final Queue<String> outOfOrder = new ConcurrentLinkedQueue<>();
  private final long[] next = new long[OTHERS];
  private final List<CountDownLatch> heardByAll =
      IntStream.range(0, MESSAGES).mapToObj(i -> new CountDownLatch(OTHERS)).toList();

  private record Server(ChatRooms rooms, SocketIoTransport transport) implements AutoCloseable {

    InetSocketAddress address() {
      return transport.address().orElseThrow();
    }

    @Override
    public void close() {
      transport.stop(Duration.ofMillis(100));
      rooms.close();
    }
  }

  private Server startWith(SlowReaderPolicy.Reaction reaction) {
    ChatRooms rooms =
        ChatRooms.builder()
            .rates(RateLimits.none())
            .slowReaders(new SlowReaderPolicy(reaction, Long.MAX_VALUE))
            .build();
    SocketIoTransport transport =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .eventLoopGroup(loops)
            .maxOutboundBytes(MAX_OUTBOUND_BYTES)
            // Nobody is to be gone for another reason, however slow the computer is.
            .heartbeat(Duration.ofMinutes(10), Duration.ofMinutes(10))
            .build();
    transport.start(rooms);
    return new Server(rooms, transport);
  }

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @ParameterizedTest
  @EnumSource
  void over_a_websocket(SlowReaderPolicy.Reaction reaction)
      throws IOException, InterruptedException {
    try (Server server = startWith(reaction);
        RawClient slow = RawClient.connect(server.address(), SMALL_RECEIVE_BUFFER)) {
      slow.send(Crowd.UPGRADE);
      slow.await("\"maxPayload\"");
      ByteBuf connect = Crowd.frame("40");
      slow.send(ByteBufUtil.getBytes(connect));
      slow.await("nicknames\",[]]");
      othersChat(server);
      if (reaction == SlowReaderPolicy.Reaction.RESET) {
        slow.await("42[\"reset\",{\"reason\":\"lagged\"}]");
      } else {
        slow.awaitEnd();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void over_polling(SlowReaderPolicy.Reaction reaction) throws IOException, InterruptedException {
    try (Server server = startWith(reaction);
        RawClient slow = RawClient.connect(server.address(), SMALL_RECEIVE_BUFFER)) {
      slow.get("/socket.io/?EIO=3&transport=polling");
      String poll = "/socket.io/?EIO=3&transport=polling&sid=" + slow.awaitSessionId();
      slow.await("40");
      slow.get(poll);
      slow.await("nicknames\",[]]");
      slow.get(poll);
      othersChat(server);
      if (reaction == SlowReaderPolicy.Reaction.RESET) {
        try (RawClient later = RawClient.connect(server.address())) {
          later.get(poll);
          later.await("42[\"reset\",{\"reason\":\"lagged\"}]");
        }
      } else {
        awaitNobodyIn(server.rooms());
      }
    }
  }

  private void othersChat(Server server) throws InterruptedException {
    long most = 0;
    try (Crowd others = new Crowd(server.address(), OTHERS, this::heard)) {
      String text = " " + "x".repeat(MESSAGE_BYTES);
      for (int i = 0; i < MESSAGES; i++) {
        if (i >= WINDOW) {
          awaitHeard(i - WINDOW);
        }
        server.rooms().room("lobby").post(i + text);
        most =
            Math.max(
                most, loops.channels().stream().mapToLong(SlowReaderIT::pending).max().orElse(0));
      }
      awaitHeard(MESSAGES - 1);
      assertThat(outOfOrder).isEmpty();
      assertThat(others.connected()).isEqualTo(OTHERS);
    }
    assertThat(most).as("bytes that wait for one client").isLessThanOrEqualTo(MAX_PENDING_BYTES);
  }

  private static void awaitNobodyIn(ChatRooms rooms) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (rooms.room("lobby").stats().sessions() > 0) {
      assertThat(System.nanoTime()).as("still somebody here").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitHeard(int number) throws InterruptedException {
    assertThat(heardByAll.get(number).await(30, TimeUnit.SECONDS))
        .as("all others got message %s", number)
        .isTrue();
  }

  /** On the one thread of the crowd. */
  private void heard(int client, long number) {
    if (number == next[client]) {
      next[client]++;
    } else {
      outOfOrder.add(client + " heard " + number + " and not " + next[client]);
    }
    heardByAll.get((int) number).countDown();
  }

  private static long pending(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }
}
