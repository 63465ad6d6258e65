package dev.chatroom.spi;

import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import org.jspecify.annotations.Nullable;

/** What may be appended to a log, once policies have let it pass and the room's state allows it. */
public sealed interface Command {

  /** Returns the id of the occupant who is to do it, or who may become one by it. */
  String occupant();

  /**
   * Become an occupant under a nickname, or change it. {@code nickname_taken} when another occupant
   * has one with the same key; no event when it is the nickname that one has.
   *
   * @param occupant who
   * @param nickname which
   */
  record Claim(String occupant, Nickname nickname) implements Command {}

  /**
   * Say something. {@code nickname_required} for nobody, unless there is a nickname to claim first:
   * then both events are appended, or neither.
   *
   * @param occupant who
   * @param text what
   * @param claimFirst the nickname to claim for somebody who has none
   */
  record Post(String occupant, String text, @Nullable Nickname claimFirst) implements Command {}

  /**
   * Stop being an occupant. No event for somebody who is none.
   *
   * @param occupant who
   * @param reason why
   */
  record Leave(String occupant, LeaveReason reason) implements Command {}
}
