package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.web.WebSocketText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;

/** Frames that are ready are taken apart again for a Jetty that compresses. */
class JettyWireTest {

  private final List<String> sent = new ArrayList<>();

  private final CoreSession.Empty session =
      new CoreSession.Empty() {
        @Override
        public void sendFrame(OutgoingEntry entry) {
          assertThat(entry.isBatch()).isTrue();
          assertThat(entry.getFrame().isFin()).isTrue();
          sent.add(
              OpCode.name(entry.getFrame().getOpCode())
                  + " "
                  + entry.getFrame().getPayloadAsUTF8());
          entry.getCallback().succeeded();
        }

        @Override
        public void flush(Callback callback) {
          sent.add("flush");
          callback.succeeded();
        }
      };

  private static byte[] text(String text) {
    return WebSocketText.frame(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void each_is_given_as_it_was_whatever_its_length_and_then_all_are_flushed() {
    String medium = "m".repeat(0xFFFF);
    String large = "l".repeat(0x10000);
    byte[] together = new byte[text("汉").length + text(large).length];
    System.arraycopy(text("汉"), 0, together, 0, text("汉").length);
    System.arraycopy(text(large), 0, together, text("汉").length, text(large).length);
    boolean isWritten =
        new JettyWire(session)
            .write(
                Callback.from(() -> sent.add("told")),
                5,
                ByteBuffer.wrap(text("")),
                ByteBuffer.wrap(together),
                ByteBuffer.wrap(new byte[] {(byte) 0x89, 0}),
                ByteBuffer.wrap(text(medium)));
    assertThat(isWritten).isFalse();
    assertThat(sent)
        .containsExactly(
            "TEXT ", "TEXT 汉", "TEXT " + large, "PING ", "TEXT " + medium, "flush", "told");
  }
}
