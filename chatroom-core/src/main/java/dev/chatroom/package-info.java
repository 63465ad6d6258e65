/**
 * Rooms with unique nicknames, presence, ordered messages and history, for any Java application.
 *
 * <p>A room is a log and everybody in it is a cursor. Start at {@link dev.chatroom.ChatRooms}:
 *
 * <pre>{@code
 * try (ChatRooms rooms = ChatRooms.builder().build()) {
 *   ChatRoom lobby = rooms.room("lobby");
 *   ChatSession tom = lobby.attach();
 *   tom.claim("tom").thenCompose(outcome -> tom.post("hi"));
 * }
 * }</pre>
 */
@NullMarked
package dev.chatroom;

import org.jspecify.annotations.NullMarked;
