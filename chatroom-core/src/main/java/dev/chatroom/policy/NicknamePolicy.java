package dev.chatroom.policy;

import dev.chatroom.Nickname;
import dev.chatroom.Refusal;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides which nicknames may be claimed, and which two are the same.
 *
 * <pre>{@code
 * NicknamePolicy ours = NicknamePolicy.precis(20)
 *     .reserving(List.of("admin", "root"))
 *     .matching(Pattern.compile("[\\p{L}\\p{Nd} ]+"));
 * }</pre>
 *
 * <p>Called by any thread, at each claim, with no lock held. It must answer the same for the same
 * request, must not block, and must bear any string: the request comes from outside. What it throws
 * refuses the claim with {@code internal_error} and is logged at ERROR.
 */
@FunctionalInterface
public interface NicknamePolicy {

  /** The longest nickname that {@link #precis(int)} lets pass by default, in code points. */
  int DEFAULT_MAX_CODE_POINTS = 32;

  /**
   * Decides about one request.
   *
   * @param requested what was asked for
   * @return the nickname to use, or why it may not be had
   */
  Decision decide(String requested);

  /**
   * Prepares and compares by RFC 8266, the PRECIS nickname profile, and refuses what cannot be
   * seen: control characters, bidirectional controls, zero-width and other default-ignorable
   * characters, and blanks that are no spaces.
   *
   * @param maxCodePoints the longest nickname after preparation, in code points; at least 1
   * @return the policy
   */
  static NicknamePolicy precis(int maxCodePoints) {
    return new PrecisNicknames(maxCodePoints);
  }

  /**
   * Returns a policy that also refuses, with {@code nickname_reserved}, all that this one takes for
   * the same as a reserved nickname.
   *
   * @param nicknames which; each must be one that this policy accepts
   * @return the narrower policy
   * @throws IllegalArgumentException when this policy does not accept one of them
   */
  default NicknamePolicy reserving(Collection<String> nicknames) {
    Set<String> reserved = nicknames.stream().map(this::keyOf).collect(Collectors.toSet());
    return refusing(each -> reserved.contains(each.key()), new Refuse(Refusal.NICKNAME_RESERVED));
  }

  /**
   * Returns a policy that also refuses, with {@code nickname_illegal}, what does not match as a
   * whole once it is prepared.
   *
   * @param pattern what the text must be; mind that nicknames are hostile input
   * @return the narrower policy
   */
  default NicknamePolicy matching(Pattern pattern) {
    return refusing(
        each -> !pattern.matcher(each.text()).matches(), new Refuse(Refusal.NICKNAME_ILLEGAL));
  }

  /**
   * Returns a policy that also refuses some of what this one accepts.
   *
   * @param unwanted which
   * @param refusal what to say
   * @return the narrower policy
   */
  default NicknamePolicy refusing(Predicate<Nickname> unwanted, Refuse refusal) {
    return requested -> {
      Decision decision = decide(requested);
      return decision instanceof Decision.Accept accept && unwanted.test(accept.nickname())
          ? refusal
          : decision;
    };
  }

  private String keyOf(String nickname) {
    if (decide(nickname) instanceof Decision.Accept accept) {
      return accept.nickname().key();
    }
    throw new IllegalArgumentException(
        "nickname: " + nickname + " (expected: one that the policy accepts)");
  }

  /** What a policy says: {@link Accept} or {@link Refuse}. */
  sealed interface Decision permits Decision.Accept, Refuse {

    /**
     * The nickname may be claimed; whether it is free is for the room to say.
     *
     * @param nickname as it is shown and compared
     */
    record Accept(Nickname nickname) implements Decision {

      /**
       * Checks that there is a nickname.
       *
       * @param nickname as it is shown and compared
       */
      public Accept {
        Objects.requireNonNull(nickname, "nickname");
      }
    }
  }
}
