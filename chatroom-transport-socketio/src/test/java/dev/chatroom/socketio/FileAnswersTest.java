package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a disk that is stuck. */
class FileAnswersTest {

  @TempDir Path directory;
  private final CountDownLatch disk = new CountDownLatch(1);
  private final FileReaders readers = new FileReaders();
  private final Logged logged = new Logged(FileReaders.class);

  @BeforeEach
  void stick() {
    for (int i = 0; i < FileReaders.THREADS; i++) {
      readers.execute(
          () -> {
            try {
              disk.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  @AfterEach
  void release() {
    disk.countDown();
    readers.close();
    logged.close();
  }

  private EmbeddedChannel ask() throws IOException {
    Files.writeString(directory.resolve("a.css"), "p{}");
    FileAnswers answers = new FileAnswers(StaticFiles.directory(directory), readers);
    EmbeddedChannel connection =
        new EmbeddedChannel(
            new SimpleChannelInboundHandler<FullHttpRequest>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
                answers.answer(ctx, request, request.uri());
              }
            });
    connection.writeInbound(
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a.css"));
    return connection;
  }

  @Test
  void so_many_requests_wait_and_further_ones_are_answered_503() throws IOException {
    for (int i = 1; i < FileReaders.MAX_WAITING; i++) {
      readers.execute(() -> {});
    }
    EmbeddedChannel last = ask();
    assertThat(last.<Object>readOutbound()).isNull();
    for (int i = 0; i < 3; i++) {
      EmbeddedChannel refused = ask();
      FullHttpResponse answer = refused.readOutbound();
      assertThat(answer.status().code()).isEqualTo(503);
      assertThat(answer.headers().get("retry-after")).isEqualTo("10");
      answer.release();
      refused.finishAndReleaseAll();
    }
    assertThat(logged.above(Level.DEBUG))
        .containsExactly(
            "WARN files are not read as fast as they are asked for: "
                + FileReaders.MAX_WAITING
                + " wait, further requests are refused");
    last.finishAndReleaseAll();
  }
}
