package dev.chatroom.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats, and by that knows whether Redis can be reached, keeps the lease of this node, hears
 * whether bells are heard, and finds the nodes whose leases have lapsed.
 *
 * <p>One beat is under way at a time; the fields that are not final are written by it. A node whose
 * lease has lapsed never gets it back, so that whoever saw it lapsed may sweep: it goes on under
 * another name.
 */
final class Heart {

  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);
  private static final Duration AGAIN_WHEN_DOWN = Duration.ofMillis(500);

  /** After so many beats without an answer Redis is lost, however open the connection looks. */
  private static final int LOST_AFTER = 2;

  /** After so many beats that were not heard, a connection that hears nothing is taken for dead. */
  private static final int DEAF_AFTER = 2;

  private static final int BEATS_TO_TAKE_ALONG = 3;

  private final Link link;
  private final Options options;
  private final EventExecutorGroup timers;
  private final Life life;
  private final String bell;
  private final RedisClock clock = new RedisClock();
  private final AtomicBoolean underWay = new AtomicBoolean();

  /** Guarded by this. */
  private @Nullable ScheduledFuture<?> next;

  private volatile String node;
  private volatile String former = "";
  private volatile int formerBeats;
  private volatile boolean isNew = true;
  private volatile boolean up;
  private volatile boolean stopped;
  private final AtomicInteger missed = new AtomicInteger();
  private final AtomicBoolean refused = new AtomicBoolean();
  private volatile long sentAt;
  private volatile boolean unheard;
  private final AtomicInteger deaf = new AtomicInteger();

  /** Who is told what the heart finds. */
  interface Life {

    /** Redis can be reached again, or this node has another name, or both. */
    void revived();

    /** The leases of these nodes have lapsed. */
    void lapsed(List<String> nodes);
  }

  Heart(Link link, Options options, EventExecutorGroup timers, Life life) {
    this.link = link;
    this.options = options;
    this.timers = timers;
    this.life = life;
    this.node = options.newName();
    this.bell = options.keys().beat(node);
  }

  /** Returns the name under which this node has its lease. */
  String node() {
    return node;
  }

  /** Returns where the beats of this node are heard. */
  String bell() {
    return bell;
  }

  boolean isUp() {
    return up;
  }

  /** Returns what time it is in Redis. */
  RedisClock clock() {
    return clock;
  }

  /** Beats now, after the connection was made. */
  void connected() {
    var unused =
        link.load()
            .whenComplete(
                (loaded, failure) -> {
                  if (failure == null) {
                    beat();
                  } else {
                    LOG.debug("library not loaded: {}", failure.toString());
                    tellRefused(failure);
                    again(AGAIN_WHEN_DOWN);
                  }
                });
  }

  /** Beats now, unless a beat is under way. */
  void beat() {
    if (stopped || !underWay.compareAndSet(false, true)) {
      return;
    }
    listenAgainIfDeaf();
    sentAt = System.nanoTime();
    unheard = true;
    String name = node;
    CompletionStage<Reply> answer =
        link.call(
                options.keys().nodes(name),
                "beat",
                name,
                bell,
                String.valueOf(options.timeToLive().toMillis()),
                String.valueOf(options.outage().toMillis()),
                isNew ? "new" : "")
            .thenApply(Reply::new);
    var unused =
        answer.whenComplete(
            (reply, failure) -> {
              underWay.set(false);
              if (failure != null) {
                failed(failure);
              } else if (reply.isOk()) {
                beaten(reply);
              } else {
                lapsed();
              }
            });
  }

  private void listenAgainIfDeaf() {
    boolean isSoon = System.nanoTime() - sentAt < options.beat().toNanos() / 2;
    if (!up || !unheard || isSoon) {
      return;
    }
    if (deaf.incrementAndGet() == DEAF_AFTER) {
      LOG.debug("bells are not heard; listening anew");
      deaf.set(0);
      link.listenAgain();
    }
  }

  private void beaten(Reply reply) {
    if (stopped) {
      return;
    }
    try {
      clock.heard(reply.number(1));
      missed.set(0);
      refused.set(false);
      boolean revived = isNew || !up;
      isNew = false;
      if (!up) {
        LOG.info("Redis is reached; this node is {}", node);
        up = true;
      }
      options.metrics().leaseRenewed();
      if (revived) {
        life.revived();
      }
      tellLapsed(reply.texts(2));
    } finally {
      again(options.beat());
    }
  }

  /** What this node held under another name it takes along, if it is given a few beats for it. */
  private void tellLapsed(List<String> nodes) {
    boolean isFormerOnes = formerBeats > 0;
    formerBeats = Math.max(0, formerBeats - 1);
    List<String> others =
        nodes.stream().filter(each -> !isFormerOnes || !each.equals(former)).toList();
    if (!others.isEmpty()) {
      life.lapsed(others);
    }
  }

  private void lapsed() {
    if (stopped) {
      return;
    }
    LOG.warn("the lease of this node has lapsed; names that it held may be gone");
    options.metrics().leaseLapsed();
    former = node;
    formerBeats = BEATS_TO_TAKE_ALONG;
    node = options.newName();
    isNew = true;
    beat();
  }

  /** One answer that does not come is none; one that cannot come, or two, are an outage. */
  private void failed(Throwable failure) {
    if (Library.isMissing(failure)) {
      // It is reached, and is being given what it has forgotten.
      again(AGAIN_WHEN_DOWN);
      return;
    }
    tellRefused(failure);
    boolean isLost = missed.incrementAndGet() >= LOST_AFTER;
    if (up && (isLost || !link.isOpen())) {
      LOG.warn("Redis cannot be reached: {}", failure.toString());
      up = false;
    }
    if (isLost && link.isOpen()) {
      missed.set(0);
      link.reconnect();
    }
    again(AGAIN_WHEN_DOWN);
  }

  /** Once, until a beat is answered: what is refused is most likely refused again. */
  private void tellRefused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RedisCommandExecutionException && refused.compareAndSet(false, true)) {
      LOG.warn("Redis refuses what this node needs: {}", cause.getMessage());
    }
  }

  /** There is one next beat, however many there were out of turn. */
  private synchronized void again(Duration after) {
    ScheduledFuture<?> before = next;
    if (before != null) {
      before.cancel(false);
    }
    next = stopped ? null : timers.schedule(this::beat, after.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The sign of the last beat was heard. */
  void heard() {
    if (unheard) {
      unheard = false;
      deaf.set(0);
      options.metrics().tailLag(Duration.ofNanos(System.nanoTime() - sentAt));
    }
  }

  void stop() {
    stopped = true;
    up = false;
    again(Duration.ZERO);
  }
}
