package dev.chatroom.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Waits until replicas have what was written. One {@code WAIT} is under way at a time, as the
 * connection waits with it and beats go over it too; the next one is for all that was written
 * meanwhile. Safe for use by any thread.
 */
final class Replicas {

  private final Link link;
  private final int count;
  private final long patienceMillis;

  // Guarded by this.
  private @Nullable CompletableFuture<Boolean> next;
  private boolean underWay;

  Replicas(Link link, Options options) {
    this.link = link;
    this.count = options.replicas();
    this.patienceMillis = Math.max(1, options.timeout().toMillis() / 2);
  }

  /** Returns whether enough replicas have all that was written before. */
  CompletionStage<Boolean> have() {
    CompletableFuture<Boolean> asked;
    synchronized (this) {
      CompletableFuture<Boolean> waiting = next;
      asked = waiting == null ? new CompletableFuture<>() : waiting;
      next = asked;
    }
    begin();
    return asked;
  }

  private void begin() {
    CompletableFuture<Boolean> asked;
    synchronized (this) {
      asked = next;
      if (underWay || asked == null) {
        return;
      }
      underWay = true;
      next = null;
    }
    CompletableFuture<Boolean> mine = asked;
    link.awaitReplicas(count, patienceMillis)
        .whenComplete(
            (have, failure) -> {
              synchronized (this) {
                underWay = false;
              }
              begin();
              if (failure == null) {
                mine.complete(have >= count);
              } else {
                mine.completeExceptionally(failure);
              }
            });
  }
}
