package dev.chatroom.spi;

import dev.chatroom.Position;
import dev.chatroom.RoomEvent;

/**
 * An event with the command that it came from.
 *
 * @param event what happened
 * @param origin which session asked for it
 * @param commandEnd the last event that the same command became: this one, or one that follows
 */
public record LogEntry(RoomEvent event, Origin origin, Position commandEnd) {}
