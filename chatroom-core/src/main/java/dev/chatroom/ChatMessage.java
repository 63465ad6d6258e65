package dev.chatroom;

import java.time.Instant;

/**
 * One message as it stands in the log.
 *
 * @param position where it stands
 * @param time when the backplane accepted it, in whole milliseconds
 * @param sender who wrote it, stamped by the room and not by the sender
 * @param text what was written
 */
public record ChatMessage(Position position, Instant time, Nickname sender, String text) {}
