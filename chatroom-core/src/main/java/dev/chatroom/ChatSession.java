package dev.chatroom;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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
 *
 * <p>Beyond what the methods say, every command can be refused {@code rate_limited}, {@code
 * unavailable} and {@code session_closed}, and every one but {@link #leave} by the permission
 * policy, as a rule {@code forbidden}; {@code internal_error} where a policy fails.
 */
public interface ChatSession extends AutoCloseable {

  /** {@return what tells this session apart from all others; not a secret} */
  String id();

  /** {@return the room that the session is attached to} */
  ChatRoom room();

  /** {@return who the session is} */
  Identity identity();

  /** {@return the nickname, as of the event that the session read last} */
  Optional<Nickname> nickname();

  /**
   * Takes a nickname, or changes it: a second claim is a rename, one event after which the old
   * nickname is free (XEP-0045 §7.2 and §7.6). Claiming the nickname that one has changes nothing
   * and is accepted. All sessions of the identity have the nickname.
   *
   * @param nickname what is asked for; the nickname policy prepares it
   * @return accepted, with the warning {@code nickname_confusable} where somebody is here whose
   *     nickname looks alike; or refused {@code nickname_taken}, {@code nickname_confusable}, by
   *     the nickname policy, {@code banned}, {@code members_only} or {@code room_full}
   */
  CompletionStage<Outcome> claim(String nickname);

  /**
   * Says something to the room, under the session's own nickname (XEP-0045 §7.4). Unpaired
   * surrogates, which UTF-8 cannot carry, become U+FFFD.
   *
   * @param text what to say
   * @return accepted; or refused {@code nickname_required}, {@code message_empty}, {@code
   *     message_too_long}, {@code muted}, {@code voice_required} or by a message filter
   */
  default CompletionStage<Outcome> post(String text) {
    return post(text, null);
  }

  /**
   * Says something to the room that is not said twice when it is tried again: a message of the same
   * identity under the same key that the log still has is accepted, at its place, and not appended
   * again.
   *
   * @param text what to say
   * @param key tells the message apart from others of this identity: 1 to 64 characters; {@code
   *     null} to say it in any case
   * @return as {@link #post(String)}; {@code malformed} for a key that cannot be one
   */
  CompletionStage<Outcome> post(String text, @Nullable String key);

  /**
   * Says something to one occupant (XEP-0045 §7.5): nobody else's client sees it.
   *
   * @param nickname to whom
   * @param text what to say
   * @param key as in {@link #post(String, String)}
   * @return as {@link #post(String, String)}; {@code occupant_unknown} when nobody has that
   *     nickname
   */
  CompletionStage<Outcome> whisper(String nickname, String text, @Nullable String key);

  /**
   * Lets the others know of something that passes, such as that one is typing (XEP-0085). It enters
   * no log, may be dropped, and goes to those who keep up.
   *
   * @param name what: 1 to 32 of {@code a-z}, {@code 0-9} and {@code _}
   * @return accepted at once, where the session has read to; or refused {@code nickname_required}
   *     or {@code malformed}
   */
  CompletionStage<Outcome> signal(String name);

  /** {@return what keeps order in the room, acting for this session} */
  Moderation moderation();

  /**
   * Gives the nickname back and goes on watching (XEP-0045 §7.14), for all sessions of the
   * identity. Without a nickname it changes nothing and is accepted.
   *
   * @return accepted or refused
   */
  CompletionStage<Outcome> leave();

  /**
   * Ends the session: it lets go of its nickname, which becomes free if no other session of the
   * identity has it, a client behind it is told the reason, and further commands are refused.
   * Closing twice does nothing.
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
