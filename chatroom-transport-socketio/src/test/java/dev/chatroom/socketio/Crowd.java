package dev.chatroom.socketio;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Many clients on one thread, over WebSocket, that read as fast as they can and look only at the
 * number that each message begins with.
 */
final class Crowd implements AutoCloseable {

  static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
          "Host: localhost",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "",
          "");

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TEXT = "\"msg\":\"".getBytes(StandardCharsets.US_ASCII);

  private final EventLoopGroup eventLoop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Channel> connections = new ArrayList<>();
  private final CountDownLatch notInTheLobby;
  private final Listener listener;

  /** Connects as many as asked for, and waits until all are in the lobby. */
  Crowd(InetSocketAddress server, int size, Listener listener) throws InterruptedException {
    this.listener = listener;
    this.notInTheLobby = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      connections.add(connect(server, i));
    }
    if (!notInTheLobby.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError(notInTheLobby.getCount() + " of " + size + " did not connect");
    }
  }

  private Channel connect(InetSocketAddress server, int client) {
    return new Bootstrap()
        .group(eventLoop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Member(client));
              }
            })
        .connect(server)
        .syncUninterruptibly()
        .channel();
  }

  /** Returns how many still are. */
  int connected() {
    return (int) connections.stream().filter(Channel::isActive).count();
  }

  /** Has a client send a packet; any thread. */
  void send(int client, String packet) {
    connections.get(client).writeAndFlush(frame(packet));
  }

  /** A text frame of a client, whose mask is nothing but zeros. */
  static ByteBuf frame(String packet) {
    byte[] payload = packet.getBytes(StandardCharsets.US_ASCII);
    ByteBuf frame = Unpooled.buffer(payload.length + 8).writeByte(0x81);
    if (payload.length < 126) {
      frame.writeByte(0x80 | payload.length);
    } else {
      frame.writeByte(0x80 | 126).writeShort(payload.length);
    }
    return frame.writeInt(0).writeBytes(payload);
  }

  @Override
  public void close() {
    eventLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Hears the numbers, on the thread of the crowd. */
  interface Listener {
    void heard(int client, long number);
  }

  private final class Member extends ByteToMessageDecoder {

    private final int client;
    private boolean upgraded;

    Member(int client) {
      this.client = client;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(Unpooled.copiedBuffer(UPGRADE, StandardCharsets.US_ASCII));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (!upgraded) {
        int end = find(END_OF_HEAD, in, in.readerIndex(), in.writerIndex());
        if (end >= 0) {
          in.readerIndex(end);
          upgraded = true;
          ctx.writeAndFlush(frame("40"));
        }
        return;
      }
      while (in.readableBytes() >= 2) {
        int start = in.readerIndex();
        int length = in.getByte(start + 1);
        int header = length < 126 ? 2 : 4;
        if (in.readableBytes() < header) {
          return;
        }
        length = header == 2 ? length : in.getUnsignedShort(start + 2);
        if (in.readableBytes() < header + length) {
          return;
        }
        in.readerIndex(start + header + length);
        packet(ctx, in, start + header, start + header + length);
      }
    }

    private void packet(ChannelHandlerContext ctx, ByteBuf in, int start, int end) {
      if (in.getByte(start) == '2') {
        ctx.writeAndFlush(frame("3"));
      } else if (end - start > 1 && in.getByte(start + 1) == '0') {
        notInTheLobby.countDown();
      } else if (in.getByte(start) == '4') {
        int text = find(TEXT, in, start, Math.min(end, start + 128));
        if (text >= 0) {
          listener.heard(client, number(in, text));
        }
      }
    }

    private static long number(ByteBuf in, int start) {
      long number = 0;
      int index = start;
      for (int digit = in.getByte(index); digit >= '0' && digit <= '9'; digit = in.getByte(index)) {
        number = number * 10 + digit - '0';
        index++;
      }
      return number;
    }

    /** Returns where what is looked for ends. */
    private static int find(byte[] what, ByteBuf in, int from, int to) {
      for (int at = from; at <= to - what.length; at++) {
        int same = 0;
        while (same < what.length && in.getByte(at + same) == what[same]) {
          same++;
        }
        if (same == what.length) {
          return at + same;
        }
      }
      return -1;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
