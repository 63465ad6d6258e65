package dev.chatroom.policy;

import dev.chatroom.Identity;
import dev.chatroom.RoomName;
import java.util.Objects;

/**
 * Looks at what is about to be said: lets it pass, replaces it, or refuses it.
 *
 * <pre>{@code
 * MessageFilter polite = said ->
 *     said.text().contains("damn")
 *         ? new MessageFilter.Decision.Replace(said.text().replace("damn", "****"))
 *         : MessageFilter.Decision.Pass.INSTANCE;
 * }</pre>
 *
 * <p>Filters are asked in the order in which they were given, each about what the one before made
 * of it. Called by any thread with no lock held; must not block. What one throws refuses the
 * message with {@code internal_error} and is logged at ERROR.
 */
@FunctionalInterface
public interface MessageFilter {

  /**
   * Decides about one message.
   *
   * @param said what is about to be said
   * @return what becomes of it
   */
  Decision filter(Said said);

  /**
   * A message that is not in the log yet.
   *
   * @param room where
   * @param sender who says it
   * @param text what; well-formed and within the limit of the room
   * @param isPrivate whether it is for one occupant only
   */
  record Said(RoomName room, Identity sender, String text, boolean isPrivate) {

    /**
     * Returns the same message with another text.
     *
     * @param other which
     * @return the changed message
     */
    public Said with(String other) {
      return new Said(room, sender, other, isPrivate);
    }
  }

  /** What a filter says: {@link Pass}, {@link Replace} or {@link Refuse}. */
  sealed interface Decision permits Decision.Pass, Decision.Replace, Refuse {

    /** It may be said as it is. */
    enum Pass implements Decision {
      /** The only one. */
      INSTANCE
    }

    /**
     * Something else is said instead.
     *
     * @param text what; the limit of the room holds for it too
     */
    record Replace(String text) implements Decision {

      /**
       * Checks that there is a text.
       *
       * @param text what; the limit of the room holds for it too
       */
      public Replace {
        Objects.requireNonNull(text, "text");
      }
    }
  }
}
