package dev.chatroom.spi;

import dev.chatroom.Nickname;

/**
 * Something that passes and leaves no trace, such as that somebody is typing. It is in no log, has
 * no place in the order of events, and is dropped first when there is too much to do.
 *
 * @param occupant whose
 * @param nickname what they are called
 * @param name what; 1 to 32 of {@code a-z}, {@code 0-9} and {@code _}
 */
public record Signal(String occupant, Nickname nickname, String name) {}
