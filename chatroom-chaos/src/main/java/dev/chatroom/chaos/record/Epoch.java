package dev.chatroom.chaos.record;

import java.util.List;

/**
 * One log of a room.
 *
 * @param name its epoch
 * @param entries what was seen in it, in order; also what was lost later
 * @param lossy whether it ended in a way for which nothing is promised: what was acknowledged may
 *     be gone, and what clients got may never have been seen here
 */
public record Epoch(String name, List<Entry> entries, boolean lossy) {}
