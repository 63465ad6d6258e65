package dev.chatroom;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What keeps order in a room (XEP-0045 §8 and §9).
 *
 * <pre>{@code
 * room.moderation().mute("tom", Duration.ofMinutes(5));
 * session.moderation().kick("tom", "for shouting");
 * }</pre>
 *
 * <p>{@link ChatRoom#moderation} acts for the application and may do anything; {@link
 * ChatSession#moderation} acts for an occupant, and is refused {@code forbidden} or otherwise by
 * the {@link dev.chatroom.policy.PermissionPolicy}. Everything that is accepted is an event in the
 * log.
 *
 * <p>Nicknames are compared as the nickname policy compares them; one that nobody here has is
 * refused {@code occupant_unknown}. All can be refused {@code unavailable}, and those of a session
 * {@code session_closed} and {@code rate_limited}, too. Safe for use by any thread.
 */
public interface Moderation {

  /**
   * Removes somebody, who may come back. All their sessions in the room end with {@link
   * CloseReason#KICKED}.
   *
   * @param nickname who
   * @param reason why, for people; may be empty
   * @return accepted or refused
   */
  CompletionStage<Outcome> kick(String nickname, String reason);

  /**
   * Bans the identity of somebody who is here, and removes them. Their sessions end with {@link
   * CloseReason#BANNED}.
   *
   * @param nickname who
   * @param addressesToo whether the addresses that they are here from are banned too
   * @param duration for how long; without end when absent
   * @param reason why, for people; may be empty
   * @return accepted or refused; {@code too_many} when the room cannot remember more bans
   */
  CompletionStage<Outcome> ban(
      String nickname, boolean addressesToo, @Nullable Duration duration, String reason);

  /**
   * Bans an identity or an address, here or not. Whoever it is about and is here is removed.
   *
   * @param ban what
   * @return accepted or refused; {@code too_many} when the room cannot remember more bans
   */
  CompletionStage<Outcome> ban(Ban ban);

  /**
   * Lifts a ban. One that does not exist changes nothing and is accepted.
   *
   * @param kind of what
   * @param value the id of the identity, or the address
   * @return accepted or refused
   */
  CompletionStage<Outcome> unban(Ban.Kind kind, String value);

  /**
   * Takes away the voice of somebody's identity: what they post is refused {@code muted}, also when
   * they leave and come back.
   *
   * @param nickname who
   * @param duration for how long; without end when absent
   * @return accepted or refused; {@code too_many} when the room cannot remember more
   */
  CompletionStage<Outcome> mute(String nickname, @Nullable Duration duration);

  /**
   * Gives the voice back.
   *
   * @param nickname who
   * @return accepted or refused
   */
  CompletionStage<Outcome> unmute(String nickname);

  /**
   * Changes the role of somebody, for as long as they are here.
   *
   * @param nickname who
   * @param role which
   * @return accepted or refused
   */
  CompletionStage<Outcome> changeRole(String nickname, Role role);

  /**
   * Changes what the room is about.
   *
   * @param subject in a few words; empty for nothing
   * @return accepted or refused; {@code message_too_long} beyond 1,024 bytes of UTF-8
   */
  CompletionStage<Outcome> changeSubject(String subject);

  /**
   * Deletes a message: its text is gone from the log and from history, and a {@link
   * RoomEvent.Deleted} tells.
   *
   * @param message where it stands
   * @return accepted or refused; {@code message_unknown} when there is none, or when it is no
   *     longer kept
   */
  CompletionStage<Outcome> delete(Position message);

  /**
   * Says who may come in and speak. Closing a room to those who are not members removes them.
   *
   * @param access who may
   * @return accepted or refused
   */
  CompletionStage<Outcome> changeAccess(RoomAccess access);

  /**
   * Makes an identity a member, or takes the membership away.
   *
   * @param identity the id of the identity
   * @param member whether it is to be a member
   * @return accepted or refused; {@code too_many} when the room cannot remember more members
   */
  CompletionStage<Outcome> changeMembership(String identity, boolean member);
}
