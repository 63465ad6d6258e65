package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeFrameSplitterTest {

  /** The decoder that follows in the pipeline, with the limit that it has there. */
  private static EmbeddedChannel server() {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(LargeFrameSplitter.MAX_FRAME_BYTES)
            .build();
    return new EmbeddedChannel(new LargeFrameSplitter(), new WebSocket13FrameDecoder(config));
  }

  private static ByteBuf onTheWire(WebSocketFrame... frames) {
    EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    client.writeOutbound((Object[]) frames);
    ByteBuf wire = Unpooled.buffer();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      wire.writeBytes(part);
      part.release();
    }
    return wire;
  }

  /** Sends bytes in pieces of any size, and returns the messages that the fragments make. */
  private static List<byte[]> receive(EmbeddedChannel server, ByteBuf wire, Random random) {
    List<byte[]> messages = new ArrayList<>();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (wire.isReadable()) {
      int piece = 1 + random.nextInt(Math.min(wire.readableBytes(), 50_000));
      server.writeInbound(wire.readRetainedSlice(piece));
      for (WebSocketFrame frame = server.readInbound();
          frame != null;
          frame = server.readInbound()) {
        assertThat(frame.content().readableBytes())
            .isLessThanOrEqualTo(LargeFrameSplitter.MAX_FRAME_BYTES);
        message.writeBytes(ByteBufUtil.getBytes(frame.content()));
        if (frame.isFinalFragment()) {
          messages.add(message.toByteArray());
          message.reset();
        }
        frame.release();
      }
    }
    wire.release();
    return messages;
  }

  private static byte[] passedOn(byte[] wire, int pieceBytes) {
    EmbeddedChannel stage = new EmbeddedChannel(new LargeFrameSplitter(64));
    for (int i = 0; i < wire.length; i += pieceBytes) {
      stage.writeInbound(Unpooled.copiedBuffer(wire, i, Math.min(pieceBytes, wire.length - i)));
    }
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = stage.readInbound(); part != null; part = stage.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    byte[] bytes = ByteBufUtil.getBytes(all);
    all.release();
    return bytes;
  }

  /** Header bits of any kind, no mask, lengths that are not in the shortest form. */
  @Test
  void what_is_passed_on_does_not_depend_on_how_it_arrives() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      ByteBuf wire = Unpooled.buffer();
      for (int i = 0; i < 3; i++) {
        int length = random.nextInt(130);
        int form = random.nextInt(length < 126 ? 3 : 2);
        wire.writeByte(random.nextInt(256));
        int masked = random.nextBoolean() ? 0x80 : 0;
        switch (form) {
          case 0 -> wire.writeByte(masked | 126).writeShort(length);
          case 1 -> wire.writeByte(masked | 127).writeLong(length);
          default -> wire.writeByte(masked | length);
        }
        wire.writeZero(masked == 0 ? 0 : 4);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        wire.writeBytes(payload);
      }
      byte[] bytes = ByteBufUtil.getBytes(wire);
      wire.release();
      byte[] atOnce = passedOn(bytes, bytes.length);
      assertThat(passedOn(bytes, 1)).as("round %d", round).isEqualTo(atOnce);
      assertThat(passedOn(bytes, 7)).as("round %d", round).isEqualTo(atOnce);
    }
  }

  @Test
  void frames_of_any_size_in_pieces_of_any_size_arrive_as_they_were_sent() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      EmbeddedChannel server = server();
      List<byte[]> sent = new ArrayList<>();
      List<WebSocketFrame> frames = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 200 : 150_000)];
        random.nextBytes(payload);
        sent.add(payload);
        frames.add(new TextWebSocketFrame(Unpooled.wrappedBuffer(payload)));
      }
      ByteBuf wire = onTheWire(frames.toArray(new WebSocketFrame[0]));
      assertThat(receive(server, wire, random)).as("seed %d", seed).containsExactlyElementsOf(sent);
      assertThat(server.finish()).isFalse();
    }
  }

  @Test
  void control_frames_and_fragments_pass_as_they_are() {
    EmbeddedChannel server = server();
    server.writeInbound(
        onTheWire(
            new TextWebSocketFrame(false, 0, "a"),
            new PingWebSocketFrame(Unpooled.copiedBuffer(new byte[] {7}))));
    WebSocketFrame fragment = server.readInbound();
    assertThat(fragment.isFinalFragment()).isFalse();
    fragment.release();
    WebSocketFrame ping = server.readInbound();
    assertThat(ping).isInstanceOf(PingWebSocketFrame.class);
    ping.release();
    server.finishAndReleaseAll();
  }

  @Test
  void no_bytes_make_it_throw_or_keep_anything() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      EmbeddedChannel channel = new EmbeddedChannel(new LargeFrameSplitter());
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
      channel.finishAndReleaseAll();
    }
  }
}
