package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChunksTest {

  private static final int LENGTH = 150_000;

  @TempDir Path directory;
  private final byte[] content = new byte[LENGTH];
  private final Queue<Runnable> readings = new ArrayDeque<>();
  private final Queue<Runnable> eventLoop = new ArrayDeque<>();
  private int resumed;
  private Path path;
  private FileChannel channel;
  private FileChunks chunks;

  @BeforeEach
  void open() throws IOException {
    new Random(7).nextBytes(content);
    path = Files.write(directory.resolve("large.wasm"), content);
    channel = FileChannel.open(path);
    chunks =
        new FileChunks(
            new StaticFile.Open("application/wasm", EntityTag.of("x"), LENGTH, channel),
            readings::add,
            eventLoop::add,
            () -> resumed++);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  private @Nullable ByteBuf next() throws IOException {
    return chunks.readChunk(UnpooledByteBufAllocator.DEFAULT);
  }

  /** Lets the readers, and then the event loop, do what they were given. */
  private void read() {
    assertThat(readings).hasSize(1);
    readings.remove().run();
    assertThat(eventLoop).hasSize(1);
    eventLoop.remove().run();
  }

  @Test
  void the_pieces_make_the_file() throws IOException {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    while (!chunks.isEndOfInput()) {
      ByteBuf piece = next();
      if (piece == null) {
        read();
      } else {
        pieces.writeBytes(ByteBufUtil.getBytes(piece));
        piece.release();
        assertThat(chunks.progress()).isEqualTo(pieces.size());
      }
    }
    assertThat(pieces.toByteArray()).isEqualTo(content);
    assertThat(resumed).isEqualTo(3);
  }

  @Test
  void one_piece_is_read_at_a_time_and_by_the_readers() throws IOException {
    assertThat(next()).isNull();
    assertThat(next()).isNull();
    read();
    assertThat(resumed).isEqualTo(1);
    ByteBuf piece = next();
    assertThat(piece).isNotNull();
    assertThat(readings).isEmpty();
    assertThat(next()).isNull();
    assertThat(readings).hasSize(1);
  }

  @Test
  void a_file_that_became_shorter_fails() throws IOException {
    assertThat(next()).isNull();
    Files.write(path, new byte[1]);
    read();
    assertThat(resumed).isEqualTo(1);
    assertThatThrownBy(this::next).isInstanceOf(EOFException.class);
  }

  @Test
  void closes_the_file_also_under_the_readers() throws IOException {
    assertThat(next()).isNull();
    chunks.close();
    assertThat(channel.isOpen()).isFalse();
    read();
    assertThatThrownBy(this::next).isInstanceOf(IOException.class);
  }

  @Test
  void a_connection_that_goes_closes_the_file() {
    EmbeddedChannel connection = new EmbeddedChannel(new ChunkedWriteHandler());
    connection.writeAndFlush(new HttpChunkedInput(chunks));
    assertThat(channel.isOpen()).isTrue();
    connection.finishAndReleaseAll();
    assertThat(channel.isOpen()).isFalse();
  }
}
