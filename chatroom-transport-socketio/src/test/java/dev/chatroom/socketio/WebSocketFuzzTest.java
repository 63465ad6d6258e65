package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come after an upgrade: in pieces and with large frames split, they are the same
 * messages and end the connection in the same way as in one piece and whole.
 */
class WebSocketFuzzTest {

  /** More than a control frame may have, so that none of these is split. */
  private static final int MAX_FRAGMENT_BYTES = 128;

  private static final int MAX_MESSAGE_BYTES = 300;
  private static final int BAD_UTF8 = 1007;
  private static final int COMPRESSION = 0x40;
  private static final int LONGEST_HEADER = 14;

  /**
   * The first byte says how long the pieces are, and whether compression was agreed on. A mask of
   * zeros leaves the payload legible.
   */
  static List<byte[]> seeds() {
    String masked = "00000000";
    return Stream.of(
            "00 8182" + masked + "3234",
            "07 8180" + masked + "8982" + masked + "6869" + "8882" + masked + "03E8",
            "03 0182" + masked + "3432" + "8082" + masked + "5B5D",
            "10 82FE0090" + masked + "04".repeat(0x90),
            "3F 81FE0150" + masked + "41".repeat(0x150),
            "01 81FF0000000000000090" + masked + "42".repeat(0x90),
            "02 8184" + "01020304" + "31303736",
            "05 8181" + masked + "FF",
            "05 0181" + masked + "E6" + "8082" + masked + "B189",
            "00 8102",
            "00 C180" + masked,
            "00 8380" + masked,
            "00 0980" + masked,
            "00 8882" + masked + "03ED",
            "00 81FF8000000000000000" + masked,
            "42 C18A" + masked + "32313132360200040000",
            "7F C186" + masked + "4B4C1C050000",
            "4F 4184" + masked + "4B4C1C05" + "8082" + masked + "0000")
        .map(each -> HexFormat.of().parseHex(each.replace(" ", "")))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void splitting_never_changes_what_arrives(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int piece = 1 + (input[0] & 0x3F);
    byte[] wire = Arrays.copyOfRange(input, 1, input.length);
    boolean compressed = (input[0] & COMPRESSION) != 0;
    Side split = new Side(true, compressed);
    for (int at = 0; at < wire.length; at += piece) {
      split.take(wire, at, Math.min(piece, wire.length - at));
    }
    if (compressed) {
      split.finish();
      // How much may be unpacked is counted by frames, so splitting them may make a difference.
      return;
    }
    Side whole = new Side(false, false);
    whole.take(wire, 0, wire.length);
    if (whole.closeStatus != 0) {
      // The splitter waits for the end of a header that the decoder refuses by its first bytes.
      split.take(new byte[LONGEST_HEADER], 0, LONGEST_HEADER);
    }
    split.finish();
    whole.finish();
    if (split.closeStatus == BAD_UTF8 && whole.closeStatus == 0) {
      // Who has only a part of the frame can say so earlier.
      assertThat(split.received).isEqualTo(whole.received);
    } else {
      assertThat(split.seen()).isEqualTo(whole.seen());
    }
  }

  /** A server's end of a WebSocket. */
  private static final class Side implements WebSocketReceiver {

    private final List<String> received = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private int closeStatus;
    private int pongs;

    Side(boolean splits, boolean compressed) {
      if (splits) {
        channel.pipeline().addLast(new LargeFrameSplitter(MAX_FRAGMENT_BYTES));
      }
      WebSocketDecoderConfig config =
          WebSocketDecoderConfig.newBuilder()
              .allowExtensions(compressed)
              .maxFramePayloadLength(
                  splits ? MAX_FRAGMENT_BYTES : (int) LargeFrameSplitter.MAX_SPLIT_BYTES)
              .build();
      channel.pipeline().addLast(new WebSocket13FrameDecoder(config));
      if (compressed) {
        channel.pipeline().addLast(new Compression(0, MAX_MESSAGE_BYTES).newInflater());
      }
      channel
          .pipeline()
          .addLast(
              new Utf8FrameValidator(),
              new WebSocketStage(this, MAX_MESSAGE_BYTES),
              new LastStage());
    }

    void take(byte[] wire, int start, int length) {
      if (channel.isOpen()) {
        ByteBuf piece = Unpooled.copiedBuffer(wire, start, length);
        channel.writeInbound(piece);
        readAnswers();
      }
    }

    private void readAnswers() {
      for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
        if (out instanceof CloseWebSocketFrame close) {
          closeStatus = closeStatus == 0 ? Math.max(1, close.statusCode()) : closeStatus;
        } else {
          pongs++;
        }
        ReferenceCountUtil.release(out);
      }
    }

    void finish() {
      channel.finishAndReleaseAll();
      channel.checkException();
    }

    List<Object> seen() {
      return List.of(received, closeStatus, pongs);
    }

    @Override
    public void receive(String packet) {
      assertThat(packet.length()).isLessThanOrEqualTo(MAX_MESSAGE_BYTES);
      received.add("text " + packet);
    }

    @Override
    public void receive(byte[] packet) {
      assertThat(packet.length).isLessThanOrEqualTo(MAX_MESSAGE_BYTES);
      received.add("binary " + HexFormat.of().formatHex(packet));
    }

    @Override
    public void receiveTooLong(String beginning) {
      received.add("too long " + beginning);
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
  }
}
