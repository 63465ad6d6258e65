package dev.chatroom.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a large file, of which one is in memory at a time. Netty's own would read on the
 * event loop, where a slow disk holds up everybody else, and would never end with a file that has
 * become shorter.
 *
 * <p>Its methods are for the connection's event loop; the file is read on another executor, one
 * piece at a time.
 */
final class FileChunks implements ChunkedInput<ByteBuf> {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final FileChannel file;
  private final long length;
  private final Executor readers;
  private final Executor eventLoop;
  private final Runnable resume;
  private long position;
  private boolean reading;
  private @Nullable ByteBuffer next;
  private @Nullable IOException failure;

  /**
   * Makes one.
   *
   * @param file is closed with it
   * @param readers reads
   * @param eventLoop of the connection
   * @param resume runs on the event loop when there is a piece, or none will come
   */
  FileChunks(StaticFile.Open file, Executor readers, Executor eventLoop, Runnable resume) {
    this.file = file.channel();
    this.length = file.length();
    this.readers = readers;
    this.eventLoop = eventLoop;
    this.resume = resume;
  }

  @Override
  public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
    if (failure != null) {
      throw failure;
    }
    ByteBuffer chunk = next;
    if (chunk != null) {
      next = null;
      position += chunk.remaining();
      return Unpooled.wrappedBuffer(chunk);
    }
    if (!reading) {
      reading = true;
      long from = position;
      readers.execute(() -> read(from));
    }
    return null;
  }

  private void read(long from) {
    try {
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, length - from));
      while (chunk.hasRemaining()) {
        if (file.read(chunk, from + chunk.position()) < 0) {
          throw new EOFException("the file became shorter while it was sent");
        }
      }
      chunk.flip();
      done(chunk, null);
    } catch (IOException e) {
      done(null, e);
    }
  }

  private void done(@Nullable ByteBuffer chunk, @Nullable IOException e) {
    try {
      eventLoop.execute(
          () -> {
            reading = false;
            next = chunk;
            failure = e;
            resume.run();
          });
    } catch (RejectedExecutionException serverHasStopped) {
      // So has the connection, and nobody waits for the piece.
    }
  }

  @Override
  @Deprecated
  public @Nullable ByteBuf readChunk(ChannelHandlerContext ctx) throws IOException {
    ByteBufAllocator allocator = ctx.alloc();
    return readChunk(allocator);
  }

  @Override
  public boolean isEndOfInput() {
    return position == length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long progress() {
    return position;
  }
}
