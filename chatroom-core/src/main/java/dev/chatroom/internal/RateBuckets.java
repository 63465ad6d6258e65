package dev.chatroom.internal;

import dev.chatroom.policy.RateLimit;
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
  @Nullable TokenBucket bucket(RateLimits.Kind kind) {
    RateLimit limit = limits.limit(kind, scope).orElse(null);
    return limit == null ? null : bucket(kind, limit);
  }

  private synchronized TokenBucket bucket(RateLimits.Kind kind, RateLimit limit) {
    Map<RateLimits.Kind, TokenBucket> made = byKind;
    if (made == null) {
      made = new EnumMap<>(RateLimits.Kind.class);
      byKind = made;
    }
    return made.computeIfAbsent(kind, each -> new TokenBucket(limit, clock));
  }

  /** Returns whether forgetting them would forgive nothing. */
  synchronized boolean areFull() {
    return byKind == null || byKind.values().stream().allMatch(TokenBucket::isFull);
  }
}
