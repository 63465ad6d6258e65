package dev.chatroom;

/**
 * How a room is on this node, at one moment, for operators.
 *
 * @param sessions how many connections are attached, with and without a nickname
 * @param occupants how many nicknames are taken, on all nodes
 * @param head where the log stands
 * @param logEvents how many events of it are in memory
 * @param logBytes what they weigh
 * @param furthestBehindBytes how much the slowest session has yet to read
 */
public record RoomStats(
    int sessions,
    int occupants,
    Position head,
    int logEvents,
    long logBytes,
    long furthestBehindBytes) {}
