package dev.chatroom.socketio;

import dev.chatroom.spi.Frames;
import dev.chatroom.web.WebSocketText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries packets in text frames, written whole, past Netty's frame encoder. */
final class WebSocketLink implements EngineLink {

  private static final int NORMAL_CLOSURE = 1000;
  private static final long CLOSE_HANDSHAKE_SECONDS = 2;

  /** What is in front of a binary message in Engine.IO 3: the type of the packet. */
  private static final byte[] V3_MESSAGE = {4};

  private final Channel channel;
  private final EngineVersion version;
  private final SharedWrites.OfLoop shared;
  private @Nullable ChannelHandlerContext encoder;

  /**
   * Makes a link.
   *
   * @param shared what events are written in, on the event loop of the session
   */
  WebSocketLink(Channel channel, EngineVersion version, SharedWrites.OfLoop shared) {
    this.channel = channel;
    this.version = version;
    this.shared = shared;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public boolean isAsciiOnly() {
    return false;
  }

  @Override
  public void write(String packet) {
    byte[] frame = WebSocketText.frame(packet.getBytes(StandardCharsets.UTF_8));
    writeFrames(Unpooled.wrappedBuffer(frame));
  }

  @Override
  public void write(byte[] message) {
    ByteBuf packet =
        version == EngineVersion.V4
            ? Unpooled.wrappedBuffer(message)
            : Unpooled.wrappedBuffer(V3_MESSAGE, message);
    channel.write(new BinaryWebSocketFrame(packet), channel.voidPromise());
  }

  /** Writes what waited for a poll. */
  void write(PollingPacket packet) {
    if (packet.isBinary()) {
      write(packet.bytes());
    } else {
      write(packet.text());
    }
  }

  @Override
  public void write(Frames frames) {
    writeFrames(shared.of(frames, channel.alloc()));
  }

  private void writeFrames(ByteBuf frames) {
    wire().write(frames, channel.voidPromise());
  }

  /** Where frames go that are ready: past Netty's encoder and all that comes before it. */
  private ChannelOutboundInvoker wire() {
    ChannelHandlerContext known = encoder;
    if (known == null) {
      known = channel.pipeline().context(WebSocketFrameEncoder.class);
      encoder = known;
    }
    return known == null ? channel : known;
  }

  @Override
  public void flush() {
    wire().flush();
  }

  /**
   * Begins the closing handshake (RFC 6455 §7.1.2), and ends it if the client does not. Its time
   * begins when what was written before has gone out.
   */
  @Override
  public void close(int status, String text) {
    channel
        .writeAndFlush(new CloseWebSocketFrame(status, text))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                expectClose();
              }
            });
  }

  private void expectClose() {
    ChannelAlarm.set(
        channel, TimeUnit.SECONDS.toNanos(CLOSE_HANDSHAKE_SECONDS), () -> channel.close());
  }

  @Override
  public void closeAsAsked() {
    close(NORMAL_CLOSURE, "");
  }

  @Override
  public void abort() {
    channel.close();
  }
}
