package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that says one thing after another through one node, some at a time, until it is stopped.
 *
 * <p>{@code results} belongs to that thread until it has ended.
 */
final class Murmur implements AutoCloseable {

  /** Keeps all that is said. */
  static final RoomOptions.Log LOG = new RoomOptions.Log(1_000_000, 1L << 40, Duration.ofDays(1));

  private static final int AT_A_TIME = 16;
  private static final int SHORT_WHILE = 50;

  /** Who is refused at once does not ask again at once. */
  private static final int PAUSE_NANOS = 1_000_000;

  private final FollowedLog log;
  private final Semaphore mayBeUnderWay = new Semaphore(AT_A_TIME);
  private final List<CompletableFuture<AppendResult>> results = new ArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopped;

  Murmur(FollowedLog log) {
    this.log = log;
    this.thread = new Thread(this::speak, "murmur");
    thread.start();
  }

  private void speak() {
    try {
      while (!stopped) {
        if (mayBeUnderWay.tryAcquire(10, TimeUnit.MILLISECONDS)) {
          Command said = new Command.Announce(Holder.nickname("System"), text(results.size()));
          CompletableFuture<AppendResult> result =
              log.append(said, new Origin("", results.size())).toCompletableFuture();
          results.add(result.whenComplete((known, failure) -> done(failure == null)));
          if (result.isCompletedExceptionally()) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(int number) {
    return "m" + number;
  }

  private void done(boolean success) {
    (success ? accepted : failed).incrementAndGet();
    mayBeUnderWay.release();
  }

  /** Waits until more was accepted. */
  void flows() {
    int enough = accepted.get() + SHORT_WHILE;
    log.house().await("more is accepted", () -> accepted.get() > enough);
  }

  /** Waits until something was refused. */
  void isRefused() {
    int before = failed.get();
    log.house().await("something is refused", () -> failed.get() > before);
  }

  /** Says no more. */
  void stop() {
    stopped = true;
    log.house().await("no more is said", () -> !thread.isAlive());
  }

  /** Checks that what was acknowledged is in the log where it was said to be, and nothing twice. */
  void isIn(FollowedLog witness) {
    Map<String, Position> acknowledged = acknowledged();
    Map<String, Position> said = new HashMap<>();
    for (RoomEvent.Posted each : witness.seesAll().events(RoomEvent.Posted.class)) {
      ChatMessage message = each.message();
      assertThat(said.put(message.text(), message.position()))
          .as("where %s was said before", message.text())
          .isNull();
    }
    assertThat(said).as("all that was said").containsAllEntriesOf(acknowledged);
    assertThat(acknowledged.values()).extracting(Position::offset).isSorted();
  }

  private Map<String, Position> acknowledged() {
    Map<String, Position> acknowledged = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      CompletableFuture<AppendResult> result = results.get(i);
      if (result.isDone() && !result.isCompletedExceptionally()) {
        acknowledged.put(text(i), FollowedLog.accepted(result.join()));
      }
    }
    return acknowledged;
  }

  @Override
  public void close() {
    stopped = true;
  }
}
