package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketStageTest {

  private final List<String> received = new ArrayList<>();

  private final WebSocketReceiver receiver =
      new WebSocketReceiver() {
        @Override
        public void receive(String packet) {
          received.add(packet);
        }

        @Override
        public void receive(byte[] packet) {
          received.add("binary");
        }

        @Override
        public void receiveTooLong(String beginning) {
          received.add("too long");
        }

        @Override
        public boolean takesMore() {

          return true;
        }

        @Override
        public void writable() {}

        @Override
        public boolean isClosing() {
          return false;
        }

        @Override
        public void disconnected() {}
      };

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void text_with_a_fragment_that_is_no_utf8_is_not_handed_on_without_it() {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new Utf8FrameValidator(), new WebSocketStage(receiver, 1024), new LastStage());
    channel.pipeline().fireChannelRead(new TextWebSocketFrame(false, 0, "4a"));
    channel
        .pipeline()
        .fireChannelRead(
            new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(bytes(0xFF))));
    // Was read together with the others, and so arrives although the channel closes.
    channel.pipeline().fireChannelRead(new ContinuationWebSocketFrame(true, 0, "b"));
    assertThat(received).isEmpty();
    channel.finishAndReleaseAll();
  }
}
