package dev.chatroom.policy;

import dev.chatroom.Nickname;
import dev.chatroom.Refusal;

/**
 * Decides which nicknames may be claimed, and which two are the same.
 *
 * <pre>{@code
 * NicknamePolicy standard = NicknamePolicy.precis(32);
 * NicknamePolicy noStaffNames = requested ->
 *     requested.startsWith("admin")
 *         ? new NicknamePolicy.Decision.Refuse("nickname_reserved", "That name is reserved.")
 *         : standard.decide(requested);
 * }</pre>
 *
 * <p>Called by any thread, at each claim, with no lock held. It must answer the same for the same
 * request, must not block, and must bear any string: the request comes from outside.
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

  /** What a policy says. */
  sealed interface Decision {

    /**
     * The nickname may be claimed; whether it is free is for the room to say.
     *
     * @param nickname as it is shown and compared
     */
    record Accept(Nickname nickname) implements Decision {}

    /**
     * The nickname may not be had.
     *
     * @param code why, for programs: a stable word
     * @param text why, for people; empty for the built-in text of a built-in code
     */
    record Refuse(String code, String text) implements Decision {

      /** Checks that there is a code. */
      public Refuse {
        if (code.isEmpty()) {
          throw new IllegalArgumentException("code: empty (expected: a stable word)");
        }
      }

      /**
       * Refuses for a built-in reason, with its built-in text.
       *
       * @param reason why
       */
      public Refuse(Refusal reason) {
        this(reason.code(), "");
      }
    }
  }
}
