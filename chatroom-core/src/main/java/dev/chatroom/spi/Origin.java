package dev.chatroom.spi;

/**
 * Which command of which session, so that the answer can be given when the session reads the event.
 *
 * @param session the id of the session
 * @param command counts the commands of that session
 */
public record Origin(String session, long command) {}
