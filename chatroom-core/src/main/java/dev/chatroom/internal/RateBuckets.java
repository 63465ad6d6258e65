package dev.chatroom.internal;

import dev.chatroom.policy.RateLimits;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one session, identity, address or room: one for each kind of command, made when it
 * is first needed. Safe for use by any thread.
 */
final class RateBuckets {

  private final RateLimits limits;
  private final RateLimits.Scope scope;
  private final Clock clock;

  // Guarded by this; most who watch never need any.
  private @Nullable Map<RateLimits.Kind, TokenBucket> byKind;

  RateBuckets(RateLimits limits, RateLimits.Scope scope, Clock clock) {
    this.limits = limits;
    this.scope = scope;
    this.clock = clock;
  }

  /** Returns the bucket for a kind; nothing where there is no limit. */
  synchronized @Nullable TokenBucket bucket(RateLimits.Kind kind) {
    Map<RateLimits.Kind, TokenBucket> made = byKind;
    if (made == null) {
      made = new EnumMap<>(RateLimits.Kind.class);
      byKind = made;
    }
    TokenBucket known = made.get(kind);
    if (known == null) {
      known = limits.limit(kind, scope).map(limit -> new TokenBucket(limit, clock)).orElse(null);
      if (known != null) {
        made.put(kind, known);
      }
    }
    return known;
  }

  /** Returns whether forgetting them would forgive nothing. */
  synchronized boolean areFull() {
    return byKind == null || byKind.values().stream().allMatch(TokenBucket::isFull);
  }
}
