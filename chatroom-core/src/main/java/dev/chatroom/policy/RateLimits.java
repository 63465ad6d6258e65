package dev.chatroom.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much may be sent, by kind of command and by whom.
 *
 * <pre>{@code
 * RateLimits ours = RateLimits.defaults()
 *     .with(RateLimits.Kind.POST, RateLimits.Scope.SESSION, RateLimit.perSecond(5))
 *     .without(RateLimits.Kind.POST, RateLimits.Scope.ADDRESS);
 * }</pre>
 *
 * <p>A command passes when all of its limits let it; else none of them is used up, and it is
 * refused {@code rate_limited} with the longest of the waits. The limits of an identity and of an
 * address hold over all their sessions on this node, and are remembered for a while when the last
 * is gone.
 *
 * <p>Immutable.
 */
public final class RateLimits {

  private static final RateLimits NONE = new RateLimits(Map.of(), Optional.empty());

  private static final RateLimits DEFAULTS =
      NONE.with(Kind.POST, Scope.SESSION, RateLimit.perSecond(50))
          .with(Kind.POST, Scope.IDENTITY, RateLimit.perSecond(100))
          .with(Kind.POST, Scope.ADDRESS, RateLimit.perSecond(2_000))
          .with(Kind.POST, Scope.ROOM, RateLimit.perSecond(10_000))
          .with(Kind.CLAIM, Scope.SESSION, RateLimit.perSecond(5))
          .with(Kind.CLAIM, Scope.IDENTITY, RateLimit.perSecond(10))
          .with(Kind.CLAIM, Scope.ADDRESS, RateLimit.perSecond(5_000))
          .with(Kind.CLAIM, Scope.ROOM, RateLimit.perSecond(10_000))
          .with(Kind.SIGNAL, Scope.SESSION, RateLimit.perSecond(10))
          .with(Kind.SIGNAL, Scope.IDENTITY, RateLimit.perSecond(20))
          .with(Kind.SIGNAL, Scope.ADDRESS, RateLimit.perSecond(1_000))
          .with(Kind.SIGNAL, Scope.ROOM, RateLimit.perSecond(1_000))
          .closingFloodersAfter(new RateLimit(5, java.time.Duration.ofSeconds(1), 500));

  private final Map<Kind, Map<Scope, RateLimit>> limits;
  private final Optional<RateLimit> patience;

  private RateLimits(Map<Kind, Map<Scope, RateLimit>> limits, Optional<RateLimit> patience) {
    this.limits = limits;
    this.patience = patience;
  }

  /**
   * Returns limits that a person does not meet: of a session 50 posts, 5 claims and 10 signals a
   * second, twice as many at once after a rest, and far more of an address, behind which there may
   * be many people, and of a room. A session that is refused more than 5 times a second for long,
   * or 500 times at once, is closed.
   *
   * @return the defaults
   */
  public static RateLimits defaults() {
    return DEFAULTS;
  }

  /** {@return no limits at all} */
  public static RateLimits none() {
    return NONE;
  }

  /**
   * Returns the same limits with one set.
   *
   * @param kind of what
   * @param scope by whom
   * @param limit how much
   * @return the changed limits
   */
  public RateLimits with(Kind kind, Scope scope, RateLimit limit) {
    return changed(kind, scope, limit);
  }

  /**
   * Returns the same limits without one.
   *
   * @param kind of what
   * @param scope by whom
   * @return the changed limits
   */
  public RateLimits without(Kind kind, Scope scope) {
    Map<Kind, Map<Scope, RateLimit>> copy = copy();
    scopes(copy, kind).remove(scope);
    return new RateLimits(copy, patience);
  }

  /**
   * Returns the same limits, with how many refusals a session may collect before it is closed with
   * {@link dev.chatroom.CloseReason#FLOODING}: those for rate, and those for what is no command of
   * the protocol.
   *
   * @param refusals how many
   * @return the changed limits
   */
  public RateLimits closingFloodersAfter(RateLimit refusals) {
    return new RateLimits(limits, Optional.of(refusals));
  }

  /**
   * Returns one of the limits.
   *
   * @param kind of what
   * @param scope by whom
   * @return how much, where it is limited
   */
  public Optional<RateLimit> limit(Kind kind, Scope scope) {
    return Optional.ofNullable(limits.getOrDefault(kind, Map.of()).get(scope));
  }

  /** {@return how many refusals a session may collect before it is closed, where it is at all} */
  public Optional<RateLimit> patience() {
    return patience;
  }

  private RateLimits changed(Kind kind, Scope scope, RateLimit limit) {
    Map<Kind, Map<Scope, RateLimit>> copy = copy();
    scopes(copy, kind).put(scope, limit);
    return new RateLimits(copy, patience);
  }

  private static Map<Scope, RateLimit> scopes(Map<Kind, Map<Scope, RateLimit>> of, Kind kind) {
    return of.computeIfAbsent(kind, each -> new EnumMap<>(Scope.class));
  }

  private Map<Kind, Map<Scope, RateLimit>> copy() {
    Map<Kind, Map<Scope, RateLimit>> copy = new EnumMap<>(Kind.class);
    limits.forEach((kind, byScope) -> scopes(copy, kind).putAll(byScope));
    return copy;
  }

  /** What is limited. */
  public enum Kind {
    /** Messages, to all or to one. */
    POST,
    /** Claims of nicknames, and what moderators do. */
    CLAIM,
    /** Ephemeral signals, and pages of history. */
    SIGNAL
  }

  /** Who is limited. */
  public enum Scope {
    /** One connection. */
    SESSION,
    /** All sessions of an identity. */
    IDENTITY,
    /** All sessions from an address; of IPv6 the network of 64 bits that it is in. */
    ADDRESS,
    /** All sessions in a room. */
    ROOM
  }
}
