package dev.chatroom.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections of a node: one for commands, one on which bells are heard. Each is made again
 * when it cannot be made, and finds its way back when it was lost. Safe for use by any thread; who
 * is told of something is told on a thread of a connection and must not block it.
 */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final long AGAIN_AFTER_MILLIS = 250;

  private final Source source;
  private final EventExecutorGroup timers;
  private final Library library;
  private final Heard heard;

  // Written by who makes the connection, one at a time, or who closes.
  private volatile Source.@Nullable Commands commands;
  private volatile @Nullable StatefulRedisPubSubConnection<String, String> bells;
  private final AtomicBoolean loading = new AtomicBoolean();
  private volatile boolean closed;
  private volatile boolean told;

  /** Who is told of what comes. */
  interface Heard {

    /** There is a new connection for commands; what was on the way over the last one has failed. */
    void connected();

    /** The connection for commands is lost, for now. */
    void disconnected();

    /** There is a new connection for bells, which hears none yet. */
    void listening();

    /** A bell could not be asked for. */
    void refused(String bell);

    /** From here on each ring of a bell is heard. */
    void subscribed(String bell);

    /** A bell rang. */
    void rang(String bell, String message);
  }

  Link(Source source, EventExecutorGroup timers, Heard heard) {
    this.source = source;
    this.timers = timers;
    this.heard = heard;
    this.library = new Library(source.hasFunctions());
  }

  void start() {
    connect();
    listen();
  }

  /** Makes the connection for commands anew, since the one that there is does not answer. */
  void reconnect() {
    Source.Commands before = commands;
    commands = null;
    if (before != null) {
      var unused = before.connection().closeAsync();
      connect();
    }
  }

  /** Makes the connection for bells anew, since the one that there is hears none. */
  void listenAgain() {
    StatefulRedisPubSubConnection<String, String> before = bells;
    bells = null;
    if (before != null) {
      var unused = before.closeAsync();
      listen();
    }
  }

  private void connect() {
    attempt(source::connect, this::connected, this::connect);
  }

  private void listen() {
    attempt(source::connectPubSub, this::listening, this::listen);
  }

  private <T> void attempt(
      Supplier<CompletionStage<? extends T>> making, Consumer<T> made, Runnable again) {
    if (closed) {
      return;
    }
    CompletionStage<? extends T> attempted;
    try {
      attempted = making.get();
    } catch (RuntimeException notNow) {
      attempted = CompletableFuture.failedFuture(notNow);
    }
    attempted.whenComplete(
        (connection, failure) -> {
          if (failure == null) {
            made.accept(connection);
          } else if (!closed) {
            tell(failure);
            var unused = timers.schedule(again, AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
          }
        });
  }

  /** Once, until there has been a connection. */
  private void tell(Throwable failure) {
    if (!told) {
      told = true;
      LOG.warn("no connection to Redis: {}", root(failure).toString());
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }

  private void connected(Source.Commands made) {
    told = false;
    made.connection().addListener(new Watch(heard));
    commands = made;
    if (closed) {
      var unused = made.connection().closeAsync();
    } else {
      heard.connected();
    }
  }

  private void listening(StatefulRedisPubSubConnection<String, String> made) {
    made.addListener(new Ears());
    bells = made;
    if (closed) {
      var unused = made.closeAsync();
    } else {
      heard.listening();
    }
  }

  /**
   * Calls an operation of the {@link Library}; fails where there is no connection, or no answer.
   */
  CompletionStage<List<Object>> call(String[] keys, String... args) {
    return with(now -> library.call(now, keys, args))
        .whenComplete(
            (reply, failure) -> {
              if (failure != null && Library.isMissing(failure)) {
                loadAgain();
              }
            });
  }

  /** A server forgot the library, or, in a cluster, never had it. */
  private void loadAgain() {
    if (loading.compareAndSet(false, true)) {
      with(library::load)
          .whenComplete(
              (loaded, failure) -> {
                loading.set(false);
                if (failure != null) {
                  LOG.debug("library not loaded: {}", failure.toString());
                }
              });
    }
  }

  /** Loads the library into the server. */
  CompletionStage<Boolean> load() {
    return with(library::load);
  }

  /** Waits until replicas have what was written before over this link; returns how many have. */
  CompletionStage<Long> awaitReplicas(int replicas, long millis) {
    return with(now -> now.waitForReplication(replicas, millis));
  }

  CompletionStage<Long> ring(String bell, String message) {
    return with(now -> now.publish(bell, message));
  }

  private <T> CompletionStage<T> with(Calling<T> calling) {
    Source.Commands now = commands;
    if (now == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no connection to Redis"));
    }
    try {
      return calling.on(now.async());
    } catch (RuntimeException disconnectedOrTooMuchUnderWay) {
      return CompletableFuture.failedFuture(disconnectedOrTooMuchUnderWay);
    }
  }

  /**
   * Asks for a bell; the answer is {@link Heard#subscribed}, or {@link Heard#refused}. Without a
   * connection there is none: all are asked for when there is one.
   */
  void subscribe(String bell) {
    if (bells == null) {
      return;
    }
    asked(bells -> bells.async().subscribe(bell))
        .whenComplete(
            (done, failure) -> {
              if (failure != null && !closed) {
                var unused =
                    timers.schedule(
                        () -> heard.refused(bell), AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  void unsubscribe(String bell) {
    var unused = asked(bells -> bells.async().unsubscribe(bell));
  }

  private CompletionStage<Void> asked(
      Function<StatefulRedisPubSubConnection<String, String>, CompletionStage<Void>> asking) {
    StatefulRedisPubSubConnection<String, String> now = bells;
    if (now == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no connection for bells"));
    }
    try {
      return asking.apply(now);
    } catch (RuntimeException disconnectedOrTooMuchUnderWay) {
      return CompletableFuture.failedFuture(disconnectedOrTooMuchUnderWay);
    }
  }

  boolean isOpen() {
    Source.Commands now = commands;
    return now != null && now.connection().isOpen();
  }

  void close() {
    closed = true;
    source.close();
  }

  @FunctionalInterface
  private interface Calling<T> {
    CompletionStage<T> on(RedisClusterAsyncCommands<String, String> redis);
  }

  /** Is told when a connection is lost, and when it has found its way back. */
  private record Watch(Heard heard) implements RedisConnectionStateListener {
    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
      heard.connected();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      heard.disconnected();
    }
  }

  private final class Ears extends RedisPubSubAdapter<String, String> {
    @Override
    public void message(String bell, String message) {
      heard.rang(bell, message);
    }

    @Override
    public void subscribed(String bell, long count) {
      heard.subscribed(bell);
    }
  }
}
