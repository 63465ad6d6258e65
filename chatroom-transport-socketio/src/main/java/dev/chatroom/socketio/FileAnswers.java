package dev.chatroom.socketio;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for files. What is not in memory is read on threads of its own, so that a slow
 * disk holds up nobody's chat. Safe for use by any event loop.
 */
final class FileAnswers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileAnswers.class);

  private static final int RETRY_AFTER_SECONDS = 10;

  private final @Nullable StaticFiles files;
  private final FileReaders readers;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Makes them.
   *
   * @param files none, if there are none to be served
   * @param readers are closed with it
   */
  FileAnswers(@Nullable StaticFiles files, FileReaders readers) {
    this.files = files;
    this.readers = readers;
  }

  /** What of a request decides about the answer. */
  private record Asked(StaticFiles files, boolean headOnly, List<String> ifNoneMatch) {}

  void answer(ChannelHandlerContext ctx, FullHttpRequest request, String path) {
    boolean headOnly = request.method().equals(HttpMethod.HEAD);
    StaticFiles from = files;
    if (!headOnly && !request.method().equals(HttpMethod.GET)) {
      ctx.writeAndFlush(with(from, PlainReplies.notAllowed("GET, HEAD")));
      return;
    }
    Optional<StaticFiles.Place> place = from == null ? Optional.empty() : from.at(path);
    if (from == null || place.isEmpty()) {
      FullHttpResponse notFound = PlainReplies.of(HttpResponseStatus.NOT_FOUND);
      ctx.writeAndFlush(with(from, PlainReplies.to(request, notFound)));
      return;
    }
    List<String> ifNoneMatch = request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH);
    Asked asked = new Asked(from, headOnly, ifNoneMatch);
    Optional<StaticFile> known = place.get().inMemory();
    if (known.isPresent()) {
      send(ctx, asked, known.get());
    } else if (readers.areBehind()) {
      FullHttpResponse later = PlainReplies.of(HttpResponseStatus.SERVICE_UNAVAILABLE);
      later.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
      ctx.writeAndFlush(with(from, PlainReplies.to(request, later)));
    } else {
      readers.execute(() -> read(ctx, asked, place.get()));
    }
  }

  private void read(ChannelHandlerContext ctx, Asked asked, StaticFiles.Place place) {
    if (!ctx.channel().isActive()) {
      return;
    }
    try {
      Optional<StaticFile> file = place.open();
      failing.set(false);
      if (file.isPresent()) {
        give(ctx, asked, file.get());
      } else {
        fail(ctx, asked, HttpResponseStatus.NOT_FOUND);
      }
    } catch (IOException e) {
      if (!failing.getAndSet(true)) {
        LOG.warn("cannot read {}; further failures are not logged until one can be read", place, e);
      }
      fail(ctx, asked, HttpResponseStatus.INTERNAL_SERVER_ERROR);
    }
  }

  private void give(ChannelHandlerContext ctx, Asked asked, StaticFile file) {
    try {
      ctx.executor().execute(() -> sendIfThere(ctx, asked, file));
    } catch (RejectedExecutionException serverHasStopped) {
      file.close();
    }
  }

  private static void fail(ChannelHandlerContext ctx, Asked asked, HttpResponseStatus status) {
    FullHttpResponse response = PlainReplies.of(status);
    if (asked.headOnly()) {
      response.content().clear();
    }
    ctx.writeAndFlush(with(asked.files(), response));
  }

  private void sendIfThere(ChannelHandlerContext ctx, Asked asked, StaticFile file) {
    if (ctx.channel().isActive()) {
      send(ctx, asked, file);
    } else {
      file.close();
    }
  }

  private void send(ChannelHandlerContext ctx, Asked asked, StaticFile file) {
    if (file.tag().isAmong(asked.ifNoneMatch())) {
      file.close();
      HttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_MODIFIED, Unpooled.EMPTY_BUFFER);
      ctx.writeAndFlush(described(asked, file, response));
      return;
    }
    if (asked.headOnly()) {
      file.close();
      ctx.writeAndFlush(ok(asked, file, new byte[0]));
    } else if (file instanceof StaticFile.Whole whole) {
      ctx.writeAndFlush(ok(asked, file, whole.bytes()));
    } else if (file instanceof StaticFile.Open open) {
      stream(ctx, asked, open);
    }
  }

  private static HttpResponse ok(Asked asked, StaticFile file, byte[] body) {
    return typed(
        asked,
        file,
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body)));
  }

  private void stream(ChannelHandlerContext ctx, Asked asked, StaticFile.Open file) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    ctx.write(typed(asked, file, head));
    ChunkedWriteHandler writer = ctx.pipeline().get(ChunkedWriteHandler.class);
    FileChunks chunks = new FileChunks(file, readers, ctx.executor(), writer::resumeTransfer);
    ctx.writeAndFlush(new HttpChunkedInput(chunks))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private static HttpResponse typed(Asked asked, StaticFile file, HttpResponse response) {
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, file.type())
        .set(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.NONE)
        .set(PlainReplies.CONTENT_TYPE_OPTIONS, PlainReplies.NO_SNIFF);
    return described(asked, file, response);
  }

  /**
   * What an answer without the file has to tell of it, too (RFC 9110 §15.4.5). The length it need
   * not, but may (§8.6); without it Netty would close the connection.
   */
  private static HttpResponse described(Asked asked, StaticFile file, HttpResponse response) {
    response
        .headers()
        .set(HttpHeaderNames.ETAG, file.tag().value())
        .set(HttpHeaderNames.CONTENT_LENGTH, file.length())
        .set(HttpHeaderNames.CACHE_CONTROL, asked.files().cacheControl());
    return with(asked.files(), response);
  }

  private static HttpResponse with(@Nullable StaticFiles files, HttpResponse response) {
    if (files != null) {
      files.headers().forEach(response.headers()::set);
    }
    return response;
  }

  @Override
  public void close() {
    readers.close();
  }
}
