package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Carries packets in text frames, written whole, past Netty's frame encoder. */
final class WebSocketLink implements EngineLink {

  private static final long CLOSE_HANDSHAKE_SECONDS = 2;

  private final Channel channel;

  WebSocketLink(Channel channel) {
    this.channel = channel;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void write(String packet) {
    write(WebSocketText.frame(packet.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void write(Frame frame) {
    write(frame.encoded(SocketIoFormat.WEBSOCKET).bytes());
  }

  private void write(byte[] frame) {
    channel.write(Unpooled.wrappedBuffer(frame), channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2), and ends it if the client does not. */
  @Override
  public void close(int status, String text) {
    channel.writeAndFlush(new CloseWebSocketFrame(status, text));
    ChannelAlarm.set(
        channel, TimeUnit.SECONDS.toNanos(CLOSE_HANDSHAKE_SECONDS), () -> channel.close());
  }
}
