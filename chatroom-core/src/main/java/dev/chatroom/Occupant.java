package dev.chatroom;

/**
 * Who a nickname belongs to.
 *
 * @param id tells occupants apart for as long as they are in the room, through renames; not a
 *     secret, and not sent to clients
 * @param nickname what they are called now
 */
public record Occupant(String id, Nickname nickname) {}
