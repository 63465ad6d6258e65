package dev.chatroom.internal;

import dev.chatroom.RoomName;
import dev.chatroom.policy.RateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All limits that hold for one session. Safe for use by any thread. */
final class SessionRates {

  private static final int GROUPS_IN_64_BITS = 4;

  private final SharedRates shared;
  private final String identity;
  private final String network;
  private final String room;
  private final List<RateBuckets> all = new ArrayList<>();
  private final @Nullable TokenBucket patience;

  SessionRates(SharedRates shared, String identity, String address, RoomName room) {
    this.shared = shared;
    this.identity = identity;
    this.network = network(address);
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
   * Takes one permit from each bucket, or from none; returns zero when they were there, else how
   * long until they all will be.
   */
  Duration take(RateLimits.Kind kind) {
    List<TokenBucket> taken = new ArrayList<>(all.size());
    Duration wait = Duration.ZERO;
    for (RateBuckets each : all) {
      TokenBucket bucket = each.bucket(kind);
      if (bucket != null) {
        Duration missing = bucket.take();
        if (missing.isZero()) {
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

  /** Whoever has an address of IPv6 has 2^64 of them (RFC 4291 §2.5.4). */
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String full = address.contains("::") ? expanded(address) : address;
    String[] groups = full.split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < Math.min(GROUPS_IN_64_BITS, groups.length); i++) {
      network.append(groups[i]).append(':');
    }
    return network.toString();
  }

  private static String expanded(String address) {
    int gap = address.indexOf("::");
    String left = address.substring(0, gap);
    String right = address.substring(gap + 2);
    int missing = 8 - groups(left) - groups(right);
    StringBuilder full = new StringBuilder(left);
    for (int i = 0; i < missing; i++) {
      full.append(full.isEmpty() ? "0" : ":0");
    }
    if (!right.isEmpty()) {
      full.append(':').append(right);
    }
    return full.toString();
  }

  private static int groups(String part) {
    return part.isEmpty() ? 0 : part.split(":", -1).length;
  }
}
