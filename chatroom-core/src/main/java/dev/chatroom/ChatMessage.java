package dev.chatroom;

import java.time.Instant;

/**
 * One message as it stands in the log.
 *
 * @param position where it stands
 * @param time when the backplane accepted it, in whole milliseconds
 * @param sender who wrote it, stamped by the room and not by the sender
 * @param text what was written; empty once a moderator has deleted it
 * @param author the id of the occupant who wrote it; empty for what the application said in the
 *     room's own name. Not sent to clients
 */
public record ChatMessage(
    Position position, Instant time, Nickname sender, String text, String author) {

  /**
   * Makes a message that nobody in the room wrote.
   *
   * @param position where it stands
   * @param time when
   * @param sender in whose name
   * @param text what
   */
  public ChatMessage(Position position, Instant time, Nickname sender, String text) {
    this(position, time, sender, text, "");
  }

  /**
   * Returns what is left of the message when its text is deleted.
   *
   * @return the same message without a text
   */
  public ChatMessage withoutText() {
    return new ChatMessage(position, time, sender, "", author);
  }
}
