package dev.chatroom.spi;

import dev.chatroom.RoomEvent;

/**
 * An event with the command that it came from.
 *
 * @param event what happened
 * @param origin which session asked for it
 */
public record LogEntry(RoomEvent event, Origin origin) {}
