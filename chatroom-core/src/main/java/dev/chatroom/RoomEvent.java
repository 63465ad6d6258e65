package dev.chatroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the log of a room.
 *
 * <p>All observers of a room, on any transport and any node, see its events in the order of their
 * positions. In what a moderator did, {@code by} is the moderator's nickname, and absent where the
 * application did it.
 */
public sealed interface RoomEvent {

  /** {@return where in the log it stands} */
  Position position();

  /** {@return when the backplane accepted it, in whole milliseconds} */
  Instant time();

  /**
   * A nickname was claimed by somebody who had none (XEP-0045 §7.2, entering a room).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who came
   */
  record Joined(Position position, Instant time, Occupant occupant) implements RoomEvent {}

  /**
   * An occupant is gone and the nickname is free (XEP-0045 §7.14, exiting a room). There is one for
   * each {@link Joined}.
   *
   * @param position where in the log
   * @param time when
   * @param occupant who left, under the last nickname
   * @param reason why
   */
  record Left(Position position, Instant time, Occupant occupant, LeaveReason reason)
      implements RoomEvent {}

  /**
   * An occupant changed the nickname; the previous one is free from this position on (XEP-0045
   * §7.6).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who, under the new nickname
   * @param previous the nickname until now
   */
  record Renamed(Position position, Instant time, Occupant occupant, Nickname previous)
      implements RoomEvent {}

  /**
   * One more session of somebody who is here: another tab, or the one that came back within the
   * grace. Clients are not told.
   *
   * @param position where in the log
   * @param time when
   * @param occupant whose
   * @param session the id of the session
   */
  record Attached(Position position, Instant time, Occupant occupant, String session)
      implements RoomEvent {}

  /**
   * A session of somebody is gone who has others and stays. Clients are not told.
   *
   * @param position where in the log
   * @param time when
   * @param occupant whose
   * @param session the id of the session
   */
  record Detached(Position position, Instant time, Occupant occupant, String session)
      implements RoomEvent {}

  /**
   * A message was said to everybody in the room (XEP-0045 §7.4).
   *
   * @param message what was said
   */
  record Posted(ChatMessage message) implements RoomEvent {
    @Override
    public Position position() {
      return message.position();
    }

    @Override
    public Instant time() {
      return message.time();
    }
  }

  /**
   * A message was said to one occupant (XEP-0045 §7.5). Of the clients only the two see it;
   * listeners, which belong to the application, see it too.
   *
   * @param message what was said
   * @param recipient to whom
   */
  record Whispered(ChatMessage message, Occupant recipient) implements RoomEvent {
    @Override
    public Position position() {
      return message.position();
    }

    @Override
    public Instant time() {
      return message.time();
    }
  }

  /**
   * A message was taken back; this is its tombstone. Who has not read the message will not.
   *
   * @param position where in the log
   * @param time when
   * @param target where the message stood
   * @param by who deleted it
   */
  record Deleted(Position position, Instant time, Position target, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * The room has another subject (XEP-0045 §8.1).
   *
   * @param position where in the log
   * @param subject which
   */
  record SubjectChanged(Position position, Subject subject) implements RoomEvent {
    @Override
    public Instant time() {
      return subject.time();
    }
  }

  /**
   * Somebody was removed (XEP-0045 §8.2); their {@link Left} follows at once.
   *
   * @param position where in the log
   * @param time when
   * @param occupant who
   * @param by who did it
   * @param reason why, for people; may be empty
   */
  record Kicked(
      Position position, Instant time, Occupant occupant, @Nullable Nickname by, String reason)
      implements RoomEvent {}

  /**
   * An identity or an address is kept out from here on (XEP-0045 §9.1). Clients are not told.
   *
   * @param position where in the log
   * @param time when
   * @param ban what
   * @param by who did it
   */
  record Banned(Position position, Instant time, Ban ban, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * A ban was lifted. Clients are not told.
   *
   * @param position where in the log
   * @param time when
   * @param ban which
   * @param by who did it
   */
  record Unbanned(Position position, Instant time, Ban ban, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * Somebody may not speak for a while (XEP-0045 §8.4).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who
   * @param until the end of it; none when absent
   * @param by who did it
   */
  record Muted(
      Position position,
      Instant time,
      Occupant occupant,
      @Nullable Instant until,
      @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * Somebody may speak again (XEP-0045 §8.3).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who
   * @param by who did it
   */
  record Unmuted(Position position, Instant time, Occupant occupant, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * An occupant has another role (XEP-0045 §5.1.3).
   *
   * @param position where in the log
   * @param time when
   * @param occupant who, in the new role
   * @param previous the role until now
   * @param by who did it
   */
  record RoleChanged(
      Position position, Instant time, Occupant occupant, Role previous, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * An identity became a member, or is none any more (XEP-0045 §9.3). Clients are not told.
   *
   * @param position where in the log
   * @param time when
   * @param identity the id of the identity
   * @param member whether it is a member now
   * @param by who did it
   */
  record MembershipChanged(
      Position position, Instant time, String identity, boolean member, @Nullable Nickname by)
      implements RoomEvent {}

  /**
   * Others may come in or speak from here on (XEP-0045 §10.2).
   *
   * @param position where in the log
   * @param time when
   * @param access who may
   * @param by who did it
   */
  record AccessChanged(Position position, Instant time, RoomAccess access, @Nullable Nickname by)
      implements RoomEvent {}
}
