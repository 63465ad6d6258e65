package dev.chatroom.redis;

import dev.chatroom.LeaveReason;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.RoomLog;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share rooms: its connections, its lease, and the rooms that it
 * follows.
 */
final class Node implements Link.Heard, Heart.Life {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Options options;
  private final EventExecutorGroup timers;
  private final Link link;
  private final Heart heart;
  private final RoomCalls calls;
  private final Replicas replicas;
  private final Sweeper sweeper;

  private final AtomicLong opened = new AtomicLong();

  /** By where their bells ring. */
  private final Map<String, Following> followed = new ConcurrentHashMap<>();

  /** Rooms that could not be left, as Redis was away. */
  private final Queue<Runnable> unfinished = new ConcurrentLinkedQueue<>();

  /** Completes when all rooms are left that were being left. Guarded by this. */
  private CompletableFuture<Void> leaving = CompletableFuture.completedFuture(null);

  Node(Source source, EventExecutorGroup timers, Options options) {
    this.options = options;
    this.timers = timers;
    this.link = new Link(source, timers, this);
    this.heart = new Heart(link, options, timers, this);
    this.calls = new RoomCalls(link, options.keys(), heart.clock(), options.timeout());
    this.replicas = new Replicas(link, options);
    this.sweeper = new Sweeper(link, options, calls);
  }

  void start() {
    link.start();
  }

  Options options() {
    return options;
  }

  Link link() {
    return link;
  }

  RoomCalls calls() {
    return calls;
  }

  Heart heart() {
    return heart;
  }

  RoomLog open(RoomName room, RoomOptions roomOptions, LogTail tail) {
    RedisLog log = new RedisLog(room, roomOptions, tail, this, opened.incrementAndGet());
    attach(log.following());
    if (heart.isUp()) {
      log.following().begin();
    }
    return log;
  }

  private synchronized void attach(Following following) {
    followed.put(following.bell(), following);
  }

  /** Another log of the room may have come already, which listens to the same bell. */
  synchronized void detach(Following following) {
    if (followed.remove(following.bell(), following)) {
      link.unsubscribe(following.bell());
    }
  }

  void later(Duration delay, Runnable task) {
    var unused = timers.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets go of what this node holds in a room, and follows it no more. */
  void leave(RoomName room, Membership as, String forget) {
    CompletableFuture<Void> left =
        sweeper
            .part(room, as, LeaveReason.SHUTDOWN, forget)
            .thenCompose(gone -> sweeper.delist(room, as))
            .handle(
                (done, failure) -> {
                  if (failure != null) {
                    unfinished.add(() -> leave(room, as, forget));
                  }
                  return (Void) null;
                })
            .toCompletableFuture();
    synchronized (this) {
      leaving = CompletableFuture.allOf(leaving, left);
    }
  }

  /**
   * Takes the time of a command, and waits for its replicas. Of what is not answered nobody knows
   * whether it took effect.
   */
  <T> CompletionStage<T> timed(CompletionStage<Reply> answer, Function<Reply, T> result) {
    long began = System.nanoTime();
    CompletionStage<Reply> safe =
        options.replicas() == 0
            ? answer
            : answer.thenCombine(
                replicas.have(), (reply, enough) -> enough ? reply : unreplicated());
    return safe.thenApply(result)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                options.metrics().roundTrip(Duration.ofNanos(System.nanoTime() - began));
              } else {
                options.metrics().unavailable();
              }
            });
  }

  private static Reply unreplicated() {
    throw new Unavailable("too few replicas have it");
  }

  @Override
  public void connected() {
    heart.connected();
  }

  /** A beat that cannot be had says so at once. */
  @Override
  public void disconnected() {
    heart.beat();
  }

  @Override
  public void listening() {
    link.subscribe(heart.bell());
    followed.keySet().forEach(link::subscribe);
  }

  /** Without a lease nothing begins: when there is one, each log asks for its bell again. */
  @Override
  public void subscribed(String bell) {
    Following following = followed.get(bell);
    if (following != null && heart.isUp()) {
      following.listening();
    } else if (following == null && !bell.equals(heart.bell())) {
      link.unsubscribe(bell);
    }
  }

  @Override
  public void refused(String bell) {
    if (followed.containsKey(bell) || bell.equals(heart.bell())) {
      link.subscribe(bell);
    }
  }

  @Override
  public void rang(String bell, String message) {
    Following following = followed.get(bell);
    if (following != null) {
      following.rang(message);
    } else if (bell.equals(heart.bell())) {
      heart.heard();
    }
  }

  @Override
  public void revived() {
    for (Runnable each = unfinished.poll(); each != null; each = unfinished.poll()) {
      each.run();
    }
    followed.values().forEach(Following::begin);
  }

  @Override
  public void lapsed(List<String> nodes) {
    nodes.forEach(sweeper::sweep);
  }

  private synchronized CompletableFuture<Void> allLeft() {
    return leaving;
  }

  /** Leaves all rooms and gives the lease back, as far as that can be done in time. */
  void close() {
    heart.stop();
    followed.values().forEach(Following::close);
    CompletableFuture<Reply> done = allLeft().thenCompose(left -> sweeper.bury(heart.node()));
    try {
      done.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      LOG.debug("not left in time; others find out when the lease has lapsed");
    }
    link.close();
  }
}
