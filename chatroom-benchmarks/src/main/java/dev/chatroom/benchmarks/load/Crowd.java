package dev.chatroom.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All the connections to the nodes of a server, on one event loop, which is the one thread of the
 * load.
 *
 * <p>The fields belong to that thread; from others call {@link #ask} and {@link #await}.
 */
final class Crowd implements AutoCloseable {

  /** How many are connecting or claiming at once. */
  private static final int AT_ONCE = 64;

  private static final int PING_SLICES = 200;
  private static final long PING_SLICE_MILLIS = 100;
  private static final long LOOK_MILLIS = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final ChannelGroup channels = new DefaultChannelGroup(loop);
  private final SharedReceiveBuffer receiveBuffer = new SharedReceiveBuffer();
  private final List<Integer> ports;
  private final Speech speech;
  private final Ears ears;
  private final List<Client> clients = new ArrayList<>();
  private final Queue<Client> arriving = new ArrayDeque<>();
  private int underWay;
  private long receivedBytes;
  private int pingSlice;
  private @Nullable String failure;

  /**
   * Makes one without anybody.
   *
   * @param ports where the nodes listen
   */
  Crowd(List<Integer> ports, Speech speech, Ears ears) {
    this.ports = List.copyOf(ports);
    this.speech = speech;
    this.ears = ears;
    var unused =
        loop.scheduleAtFixedRate(
            this::ping, PING_SLICE_MILLIS, PING_SLICE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns at which node somebody is: they take turns, so each node has as many. */
  int node(Guest guest) {
    return guest.index() % ports.size();
  }

  int port(int node) {
    return ports.get(node);
  }

  Speech speech() {
    return speech;
  }

  Ears ears() {
    return ears;
  }

  EventLoop loop() {
    return loop;
  }

  /** Returns the time, by the clock that the paces go by. */
  long nanos() {
    return loop.ticker().nanoTime();
  }

  /** Has somebody connect, and claim a nickname if it needs one, when it is their turn. */
  void admit(Client client) {
    arriving.add(client);
    admitNext();
  }

  private void admitNext() {
    while (underWay < AT_ONCE && !arriving.isEmpty()) {
      underWay++;
      connect(arriving.remove());
    }
  }

  private void connect(Client client) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffer)
            .handler(client)
            .connect("127.0.0.1", port(client.node()));
    channels.add(connecting.channel());
    connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            fail("not connected: " + connected.cause());
          }
        });
  }

  /** A client has all that it needs. */
  void entered(Client client) {
    clients.add(client);
    underWay--;
    admitNext();
  }

  /** A connection ended. */
  void ended(Client client) {
    if (clients.remove(client)) {
      ears.ended(client);
    } else {
      fail("ended before it was open: " + client.guest);
    }
  }

  void received(int bytes) {
    receivedBytes += bytes;
  }

  /** The run makes no sense any more. */
  void fail(String why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** Returns those who are there. */
  List<Client> clients() {
    return clients;
  }

  /** Returns whether nobody is connecting or claiming. */
  boolean isComplete() {
    return underWay == 0 && arriving.isEmpty();
  }

  /** Returns what has come over the wire, in bytes. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Has one in so many say that it is there: each every 20 seconds. */
  private void ping() {
    pingSlice = (pingSlice + 1) % PING_SLICES;
    for (int each = pingSlice; each < clients.size(); each += PING_SLICES) {
      clients.get(each).ping();
    }
  }

  /** Asks something in the thread of the crowd. */
  <T> T ask(Callable<T> question) throws InterruptedException {
    try {
      return loop.submit(question).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Does something in the thread of the crowd. */
  void tell(Runnable task) throws InterruptedException {
    boolean unused =
        ask(
            () -> {
              task.run();
              return true;
            });
  }

  /** Waits for something, at most so long; returns whether it came. */
  boolean await(Callable<Boolean> condition, Duration bound) throws InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    while (!ask(condition)) {
      String why = ask(() -> failure == null ? "" : failure);
      if (!why.isEmpty()) {
        throw new IllegalStateException(why);
      }
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  @Override
  public void close() {
    // An event loop that ends leaves them open.
    channels.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    receiveBuffer.release();
  }
}
