package dev.chatroom;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One connection attached to one room, with or without a nickname.
 *
 * <p>Safe for use by any thread; the commands of one thread take effect in the order of the calls.
 *
 * <p>A command answers with a stage that never fails for a reason that a caller should expect: it
 * is {@link Outcome.Accepted} or {@link Outcome.Refused}. An accepted command's stage completes on
 * the session's own thread, when the session has read the log up to the event that the command
 * became, so before the session sees that event or anything later. A refusal may be complete when
 * the method returns. What depends on a stage must not block.
 */
public interface ChatSession extends AutoCloseable {

  /** Returns what tells this session apart from all others; not a secret. */
  String id();

  /** Returns the room that the session is attached to. */
  ChatRoom room();

  /** Returns the nickname, as of the event that the session read last. */
  Optional<Nickname> nickname();

  /**
   * Takes a nickname, or changes it: a second claim is a rename, one event after which the old
   * nickname is free (XEP-0045 §7.2 and §7.6). Claiming the nickname that one has changes nothing
   * and is accepted.
   *
   * @param nickname what is asked for; the nickname policy prepares it
   * @return accepted; or refused {@code nickname_taken}, by the nickname policy, {@code
   *     rate_limited}, {@code unavailable} or {@code session_closed}
   */
  CompletionStage<Outcome> claim(String nickname);

  /**
   * Says something to the room, under the session's own nickname (XEP-0045 §7.4). Unpaired
   * surrogates, which UTF-8 cannot carry, become U+FFFD.
   *
   * @param text what to say
   * @return accepted; or refused {@code nickname_required}, {@code message_empty}, {@code
   *     message_too_long}, {@code rate_limited}, {@code unavailable} or {@code session_closed}
   */
  CompletionStage<Outcome> post(String text);

  /**
   * Gives the nickname back and goes on watching (XEP-0045 §7.14). Without a nickname it changes
   * nothing and is accepted.
   *
   * @return accepted; or refused {@code unavailable} or {@code session_closed}
   */
  CompletionStage<Outcome> leave();

  /**
   * Ends the session: the nickname becomes free, a client behind it is told the reason, and further
   * commands are refused. Closing twice does nothing.
   *
   * @param reason what the client is told
   */
  void close(CloseReason reason);

  /** Ends the session with {@link CloseReason#ENDED}. */
  @Override
  default void close() {
    close(CloseReason.ENDED);
  }
}
