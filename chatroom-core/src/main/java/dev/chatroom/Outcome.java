package dev.chatroom;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a command: accepted into the log, or refused with a reason. */
public sealed interface Outcome {

  /**
   * The command is in the log, or had nothing to change.
   *
   * @param position where the command's last event stands, which for a post is the message; where
   *     the log stood when there was nothing to change
   * @param warnings what is well to know although it is no reason to refuse: stable words, as
   *     {@link Refused#code}
   */
  record Accepted(Position position, List<String> warnings) implements Outcome {

    /**
     * Copies the warnings.
     *
     * @param position where the command's last event stands, which for a post is the message
     * @param warnings what is well to know although it is no reason to refuse
     */
    public Accepted {
      warnings = List.copyOf(warnings);
    }

    /**
     * Accepts without a warning.
     *
     * @param position where
     */
    public Accepted(Position position) {
      this(position, List.of());
    }
  }

  /**
   * The command was refused and changed nothing.
   *
   * @param code why, for programs: stable, lower case; {@link Refusal} has the built-in ones
   * @param text why, for people
   * @param retryAfter how long to wait before the same command may pass, where waiting helps
   */
  record Refused(String code, String text, @Nullable Duration retryAfter) implements Outcome {

    /**
     * Checks that the code and the text are there.
     *
     * @param code why, for programs
     * @param text why, for people
     * @param retryAfter how long to wait before the same command may pass, where waiting helps
     */
    public Refused {
      Objects.requireNonNull(text);
      if (code.isEmpty()) {
        throw new IllegalArgumentException("code: empty (expected: a stable word)");
      }
    }

    /**
     * Makes a refusal for which waiting does not help.
     *
     * @param code why, for programs
     * @param text why, for people
     */
    public Refused(String code, String text) {
      this(code, text, null);
    }
  }
}
