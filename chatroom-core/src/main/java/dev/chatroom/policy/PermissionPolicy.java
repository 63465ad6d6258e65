package dev.chatroom.policy;

import dev.chatroom.Identity;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what in a room. The application itself, acting through {@link
 * dev.chatroom.ChatRoom}, is not asked about.
 *
 * <pre>{@code
 * PermissionPolicy standard = PermissionPolicy.byRole();
 * PermissionPolicy anybodySetsTheSubject = request ->
 *     request.action() == PermissionPolicy.Action.CHANGE_SUBJECT && request.occupant() != null
 *         ? PermissionPolicy.Decision.Allow.INSTANCE
 *         : standard.decide(request);
 * }</pre>
 *
 * <p>Called by any thread with no lock held, about the room as this node has read it; must not
 * block. What it throws refuses the command with {@code internal_error} and is logged at ERROR.
 * What the room itself forbids (posting while muted, or as a visitor of a moderated room) it cannot
 * allow.
 */
@FunctionalInterface
public interface PermissionPolicy {

  /**
   * Decides about one command.
   *
   * @param request who wants to do what
   * @return whether they may
   */
  Decision decide(Request request);

  /**
   * Everybody may claim, post, whisper, signal and read back; moderators may do everything else,
   * except to other moderators what removes or silences them.
   *
   * @return the policy
   */
  static PermissionPolicy byRole() {
    return request -> {
      if (!request.action().isModeration()) {
        return Decision.Allow.INSTANCE;
      }
      Occupant actor = request.occupant();
      Occupant target = request.target();
      boolean mayModerate = actor != null && actor.role() == Role.MODERATOR;
      boolean amongEquals =
          target != null
              && target.role() == Role.MODERATOR
              && request.action().isAgainst()
              && !target.equals(actor);
      return mayModerate && !amongEquals ? Decision.Allow.INSTANCE : new Refuse(Refusal.FORBIDDEN);
    };
  }

  /** What somebody wants to do. */
  enum Action {
    /** Take a nickname. */
    CLAIM,
    /** Take another one. */
    RENAME,
    /** Say something to all. */
    POST,
    /** Say something to one. */
    WHISPER,
    /** Send an ephemeral signal. */
    SIGNAL,
    /** Read back further than the history that newcomers get. */
    READ_BACK,
    /** Change the subject. */
    CHANGE_SUBJECT,
    /** Delete a message. */
    DELETE,
    /** Remove somebody. */
    KICK,
    /** Keep somebody out, or let them in again. */
    BAN,
    /** Take away somebody's voice, or give it back. */
    MUTE,
    /** Change somebody's role. */
    CHANGE_ROLE,
    /** Say who may come in and speak. */
    CHANGE_ACCESS,
    /** Make members. */
    CHANGE_MEMBERSHIP;

    /** {@return whether it is about keeping order, and not what people come to a room for} */
    public boolean isModeration() {
      return compareTo(CHANGE_SUBJECT) >= 0;
    }

    /** {@return whether it is done to somebody} */
    public boolean isAgainst() {
      return this == KICK || this == BAN || this == MUTE || this == CHANGE_ROLE;
    }
  }

  /**
   * Who wants to do what.
   *
   * @param room where
   * @param identity who
   * @param occupant who they are in the room; nobody, while they have no nickname
   * @param action what
   * @param target to whom, where it is done to somebody who is here
   */
  record Request(
      RoomName room,
      Identity identity,
      @Nullable Occupant occupant,
      Action action,
      @Nullable Occupant target) {}

  /** What a policy says: {@link Allow} or {@link Refuse}. */
  sealed interface Decision permits Decision.Allow, Refuse {

    /** They may. */
    enum Allow implements Decision {
      /** The only one. */
      INSTANCE
    }
  }
}
