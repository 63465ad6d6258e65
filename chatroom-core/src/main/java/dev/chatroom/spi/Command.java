package dev.chatroom.spi;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be appended to a log, once policies have let it pass and the room's state allows it.
 *
 * <p>Which session asks stands in the {@link Origin}. A command that has nothing to change is
 * accepted and becomes no event.
 */
public sealed interface Command {

  /**
   * Become an occupant under a nickname, or change it; hold on to it with this session. {@code
   * nickname_taken} or {@code nickname_confusable} when another occupant has one with the same key,
   * {@code banned}, {@code members_only}, {@code room_full}.
   *
   * @param occupant who
   * @param nickname which
   * @param role what they are, if they join by it
   * @param maxOccupants how many occupants there may be with them
   */
  record Claim(String occupant, Nickname nickname, Role role, int maxOccupants)
      implements Command {}

  /**
   * Hold on to the nickname of an occupant with one more session. Nothing to change where there is
   * no such occupant.
   *
   * @param occupant who
   */
  record Attach(String occupant) implements Command {}

  /**
   * Let go of the nickname with this session; whose last session it was leaves.
   *
   * @param occupant who
   * @param reason why
   */
  record Detach(String occupant, LeaveReason reason) implements Command {}

  /**
   * Stop being an occupant, with all sessions.
   *
   * @param occupant who
   * @param reason why
   */
  record Leave(String occupant, LeaveReason reason) implements Command {}

  /**
   * Say something. {@code nickname_required} for nobody, unless there is a nickname to claim first:
   * then both events are appended, or neither. {@code muted}, {@code voice_required}. Nothing to
   * change where the same occupant has said something under the same key that the log still has:
   * the position is that of then.
   *
   * @param occupant who
   * @param text what
   * @param claimFirst what to claim for somebody who has no nickname
   * @param key what tells this message apart from others of the occupant, so that a retry does not
   *     double it
   */
  record Post(String occupant, String text, @Nullable Claim claimFirst, @Nullable String key)
      implements Command {}

  /**
   * Say something to one occupant, as {@link Post}. {@code occupant_unknown}.
   *
   * @param occupant who
   * @param recipientKey the key of the nickname of the other
   * @param text what
   * @param key as in {@link Post}
   */
  record Whisper(String occupant, String recipientKey, String text, @Nullable String key)
      implements Command {}

  /**
   * Say something in the room's own name.
   *
   * @param sender the name
   * @param text what
   */
  record Announce(Nickname sender, String text) implements Command {}

  /** What keeps order. {@code occupant_unknown} where it is about an occupant who is not here. */
  sealed interface Moderate extends Command {

    /** {@return who does it; the application when absent} */
    @Nullable Nickname by();
  }

  /**
   * Remove somebody.
   *
   * @param target the key of the nickname
   * @param reason why
   * @param by who does it
   */
  record Kick(String target, String reason, @Nullable Nickname by) implements Moderate {}

  /**
   * Ban the identity of somebody, and remove them. {@code too_many}.
   *
   * @param target the key of the nickname
   * @param addressesToo whether the addresses of their sessions, too
   * @param until the end of it
   * @param reason why
   * @param by who does it
   */
  record BanOccupant(
      String target,
      boolean addressesToo,
      @Nullable Instant until,
      String reason,
      @Nullable Nickname by)
      implements Moderate {}

  /**
   * Ban an identity or an address, and remove whom it meets. {@code too_many}.
   *
   * @param ban what
   * @param by who does it
   */
  record SetBan(Ban ban, @Nullable Nickname by) implements Moderate {}

  /**
   * Lift a ban.
   *
   * @param kind of what
   * @param value which
   * @param by who does it
   */
  record LiftBan(Ban.Kind kind, String value, @Nullable Nickname by) implements Moderate {}

  /**
   * Take away somebody's voice. {@code too_many}.
   *
   * @param target the key of the nickname
   * @param until the end of it
   * @param by who does it
   */
  record Mute(String target, @Nullable Instant until, @Nullable Nickname by) implements Moderate {}

  /**
   * Give it back.
   *
   * @param target the key of the nickname
   * @param by who does it
   */
  record Unmute(String target, @Nullable Nickname by) implements Moderate {}

  /**
   * Change a role.
   *
   * @param target the key of the nickname
   * @param role which
   * @param by who does it
   */
  record ChangeRole(String target, Role role, @Nullable Nickname by) implements Moderate {}

  /**
   * Change the subject.
   *
   * @param text which
   * @param by who does it
   */
  record ChangeSubject(String text, @Nullable Nickname by) implements Moderate {}

  /**
   * Delete a message. {@code message_unknown}.
   *
   * @param message where it stands
   * @param by who does it
   */
  record Delete(Position message, @Nullable Nickname by) implements Moderate {}

  /**
   * Say who may come in and speak, and remove those who may no longer be here.
   *
   * @param access who
   * @param by who does it
   */
  record ChangeAccess(RoomAccess access, @Nullable Nickname by) implements Moderate {}

  /**
   * Make a member, or unmake one. {@code too_many}.
   *
   * @param identity the id of the identity
   * @param member whether it is to be one
   * @param by who does it
   */
  record ChangeMembership(String identity, boolean member, @Nullable Nickname by)
      implements Moderate {}
}
