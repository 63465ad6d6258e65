package dev.chatroom.socketio;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A listening socket and the event loops that serve its connections: epoll where there is one, NIO
 * elsewhere.
 */
final class NettyServer {

  private static final long SHUTDOWN_SECONDS = 5;

  private final EventLoopGroup eventLoops;
  private final Channel listening;

  /**
   * Listens.
   *
   * @throws UncheckedIOException when the address cannot be had; no thread is left then
   */
  NettyServer(Settings settings, ChannelHandler pipeline) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    eventLoops = new MultiThreadIoEventLoopGroup(settings.listening().eventLoops(), io);
    int high = settings.limits().maxOutboundBytes();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(type)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high))
            .childHandler(pipeline)
            .bind(settings.listening().host(), settings.listening().port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      shutDown();
      Throwable cause = bound.cause();
      throw new UncheckedIOException(
          "cannot listen on "
              + settings.listening().host()
              + ":"
              + settings.listening().port()
              + ": "
              + why(cause),
          cause instanceof IOException refused ? refused : new IOException(cause));
    }
    listening = bound.channel();
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
   * Closes all connections and ends the event loops. Returns when no thread is left; or after ten
   * seconds, where somebody's policy or executor holds one up.
   */
  void shutDown() {
    eventLoops
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(2 * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
