package dev.chatroom.policy;

import dev.chatroom.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says that does not let something pass.
 *
 * @param code why, for programs: a stable word
 * @param text why, for people; empty for the built-in text of a built-in code
 * @param retryAfter how long to wait before it may pass, where waiting helps
 */
public record Refuse(String code, String text, @Nullable Duration retryAfter)
    implements NicknamePolicy.Decision,
        MessageFilter.Decision,
        PermissionPolicy.Decision,
        Authenticator.Decision {

  /**
   * Checks that there is a code.
   *
   * @param code why, for programs
   * @param text why, for people
   * @param retryAfter how long to wait before it may pass, where waiting helps
   */
  public Refuse {
    if (code.isEmpty()) {
      throw new IllegalArgumentException("code: empty (expected: a stable word)");
    }
  }

  /**
   * Refuses where waiting does not help.
   *
   * @param code why, for programs
   * @param text why, for people
   */
  public Refuse(String code, String text) {
    this(code, text, null);
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
