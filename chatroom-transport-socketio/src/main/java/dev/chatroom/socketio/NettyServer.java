package dev.chatroom.socketio;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A listening socket, its connections, and the event loops that serve them: our own, or the host
 * application's.
 */
final class NettyServer {

  private static final int MIN_READ_BYTES = 64;

  private static final int FIRST_READ_BYTES = 2 * 1024;
  private static final int MAX_READ_BYTES = 16 * 1024;

  /** How long anything that is held up by somebody's policy or executor is waited for. */
  private static final long SHUTDOWN_SECONDS = 5;

  /** An event loop takes so many tasks, each from the one before, to be done with a socket. */
  private static final int LAST_TASKS = 3;

  private final EventLoopGroup eventLoops;
  private final boolean ownsEventLoops;
  private final LoopThreads threads = new LoopThreads();
  private final AcceptedChannels accepted = new AcceptedChannels();
  private final Channel listening;

  /**
   * Listens.
   *
   * @throws UncheckedIOException when the address cannot be had; no thread and no socket is left
   * @throws IllegalStateException when there are no such event loops, or they are shut down
   */
  NettyServer(Settings settings, ChannelHandler pipeline) {
    Settings.Listening where = settings.listening();
    NettyIo io;
    if (where.eventLoops() instanceof EventLoops.Own own) {
      io = NettyIo.of(own.io());
      ownsEventLoops = true;
      eventLoops = new MultiThreadIoEventLoopGroup(own.threads(), threads, io.handlers());
    } else {
      ownsEventLoops = false;
      eventLoops = ((EventLoops.Shared) where.eventLoops()).group();
      io = NettyIo.of(eventLoops);
      if (eventLoops.isShuttingDown()) {
        throw new IllegalStateException("eventLoopGroup: shut down (expected: running)");
      }
    }
    int high = settings.limits().maxOutboundBytes();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(io.listening())
            .handler(accepted)
            // A restart on the same port shall not wait for connections that this end closed.
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, oneReadATurn())
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high))
            .childHandler(pipeline)
            .bind(where.host(), where.port())
            .awaitUninterruptibly();
    listening = bound.channel();
    if (!bound.isSuccess()) {
      if (listening.isOpen()) {
        stopAccepting();
      }
      shutDown();
      Throwable cause = bound.cause();
      throw new UncheckedIOException(
          "cannot listen on " + where.host() + ":" + where.port() + ": " + why(cause),
          cause instanceof IOException refused ? refused : new IOException(cause));
    }
  }

  /**
   * Has a connection read from once before it is the others' turn: who sends without a pause would
   * else have the event loop take 16 times 64 KiB of tiny packets from it at a time.
   */
  private static RecvByteBufAllocator oneReadATurn() {
    return new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES)
        .maxMessagesPerRead(1);
  }

  private static String why(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Accepts no more connections; the address is free. */
  void stopAccepting() {
    listening.close().awaitUninterruptibly();
  }

  /**
   * Closes all connections, and ends the event loops where they are ours. Returns when no
   * connection, no task of one, and no thread of ours is left; or after some seconds, where
   * somebody's policy or executor holds one up.
   */
  void shutDown() {
    accepted.closeAll(SHUTDOWN_SECONDS);
    if (ownsEventLoops) {
      eventLoops
          .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
          .awaitUninterruptibly(2 * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      threads.join(SHUTDOWN_SECONDS);
    } else {
      for (int round = 1; round <= LAST_TASKS; round++) {
        awaitTasks(accepted.used());
      }
    }
  }

  private static void awaitTasks(Set<EventLoop> used) {
    for (EventLoop each : used) {
      try {
        each.submit(() -> {}).awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      } catch (RejectedExecutionException itHasEnded) {
        // So there are no tasks either.
      }
    }
  }
}
