package dev.chatroom.chaos.record;

import java.util.List;

/**
 * What really happened in a room.
 *
 * @param room which one
 * @param epochs its logs, the last one last
 * @param settledAt where the last log stood when all was quiet
 * @param contradictions where the log was read twice, and was not the same
 */
public record RoomTruth(
    String room, List<Epoch> epochs, long settledAt, List<String> contradictions) {}
