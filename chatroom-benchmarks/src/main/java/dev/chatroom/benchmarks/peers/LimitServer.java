package dev.chatroom.benchmarks.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the machine can do at most: a chat without rules.
 *
 * <p>After the handshake nothing of a pipeline is left but the parsing of frames, by hand. What is
 * said in a room is framed once, gathered until the end of the event loop's turn, and written to
 * all as one buffer. It trusts its clients, and takes from them only the very bytes that the load
 * generator writes.
 */
final class LimitServer implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 16 * 1024;
  private static final int BACKLOG = 4096;

  /** One, as there is one core. Whoever has two has twice the limit. */
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

  private final Channel listening;

  /**
   * Listens on a free port of the loopback address.
   *
   * @param window for how long changes of the list of nicknames are gathered; 0 for not at all
   */
  LimitServer(Duration window) {
    LimitRooms rooms = new LimitRooms(loop.next(), window);
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                        .addLast(new LimitUpgrade(rooms));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /**
   * Serves.
   *
   * @param args {@code --window MILLISECONDS}, or nothing
   */
  public static void main(String[] args) throws IOException {
    Duration window = args.length == 2 ? Duration.ofMillis(Long.parseLong(args[1])) : Duration.ZERO;
    Control.serve(new LimitServer(window).port());
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
