package dev.chatroom.internal;

import dev.chatroom.RoomName;
import dev.chatroom.policy.RateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All limits that hold for one session. Safe for use by any thread. */
final class SessionRates {

  private final SharedRates shared;
  private final String identity;
  private final String network;
  private final String room;
  private final List<RateBuckets> all = new ArrayList<>();
  private final @Nullable TokenBucket patience;

  SessionRates(SharedRates shared, String identity, String address, RoomName room) {
    this.shared = shared;
    this.identity = identity;
    this.network = Network.of(address);
    this.room = room.value();
    this.patience = shared.limits().patience().map(shared::bucket).orElse(null);
    all.add(shared.ofSession());
    all.add(shared.acquire(RateLimits.Scope.IDENTITY, identity));
    if (!network.isEmpty()) {
      all.add(shared.acquire(RateLimits.Scope.ADDRESS, network));
    }
    all.add(shared.acquire(RateLimits.Scope.ROOM, this.room));
  }

  /**
   * Takes one permit of each kind from each bucket, or none from any; returns zero when they were
   * there, else how long until they all will be.
   */
  Duration take(RateLimits.Kind... kinds) {
    List<TokenBucket> taken = new ArrayList<>(0);
    Duration wait = Duration.ZERO;
    for (RateLimits.Kind kind : kinds) {
      for (RateBuckets each : all) {
        TokenBucket bucket = each.bucket(kind);
        Duration missing = bucket == null ? Duration.ZERO : bucket.take();
        if (bucket != null && missing.isZero()) {
          taken.add(bucket);
        } else if (missing.compareTo(wait) > 0) {
          wait = missing;
        }
      }
    }
    if (!wait.isZero()) {
      taken.forEach(TokenBucket::giveBack);
    }
    return wait;
  }

  /** Notes a refusal; returns whether there have been too many. */
  boolean wearsOut() {
    return patience != null && !patience.take().isZero();
  }

  /** The session has ended. To be called once. */
  void release() {
    shared.release(RateLimits.Scope.IDENTITY, identity);
    if (!network.isEmpty()) {
      shared.release(RateLimits.Scope.ADDRESS, network);
    }
    shared.release(RateLimits.Scope.ROOM, room);
  }
}
