package dev.chatroom.internal;

import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buckets that several sessions share: kept as long as one of them is there, and a bounded
 * number of them longer, so that who comes back at once has not been forgiven. Safe for use by any
 * thread; asked when sessions begin and end, and not for each command.
 */
final class SharedRates {

  private static final int MAX_RESTING = 10_000;

  private final RateLimits limits;
  private final Clock clock;

  // Guarded by this.
  private final Map<Key, Shared> inUse = new HashMap<>();
  private final Map<Key, RateBuckets> resting = new LinkedHashMap<>();

  SharedRates(RateLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  RateLimits limits() {
    return limits;
  }

  /** Buckets of one's own. */
  RateBuckets ofSession() {
    return new RateBuckets(limits, RateLimits.Scope.SESSION, clock);
  }

  /** Makes the bucket of what a session may be refused; see {@link RateLimits#patience}. */
  TokenBucket bucket(RateLimit limit) {
    return new TokenBucket(limit, clock);
  }

  synchronized RateBuckets acquire(RateLimits.Scope scope, String value) {
    Key key = new Key(scope, value);
    Shared shared = inUse.get(key);
    if (shared == null) {
      RateBuckets rested = resting.remove(key);
      shared = new Shared(rested != null ? rested : new RateBuckets(limits, scope, clock));
      inUse.put(key, shared);
    }
    shared.sessions++;
    return shared.buckets;
  }

  synchronized void release(RateLimits.Scope scope, String value) {
    Key key = new Key(scope, value);
    Shared shared = inUse.get(key);
    if (shared != null && --shared.sessions == 0) {
      inUse.remove(key);
      if (!shared.buckets.areFull()) {
        rest(key, shared.buckets);
      }
    }
  }

  private void rest(Key key, RateBuckets buckets) {
    if (resting.size() >= MAX_RESTING) {
      resting.values().removeIf(RateBuckets::areFull);
    }
    if (resting.size() >= MAX_RESTING) {
      Iterator<Key> oldest = resting.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    resting.put(key, buckets);
  }

  private record Key(RateLimits.Scope scope, String value) {}

  private static final class Shared {

    final RateBuckets buckets;
    int sessions;

    Shared(RateBuckets buckets) {
      this.buckets = buckets;
    }
  }
}
