package dev.chatroom.chaos.record;

import java.util.List;

/**
 * All that is known about a run.
 *
 * @param rooms what really happened
 * @param diaries what each client saw
 * @param promotions how often a replica has taken over, after which a log may be another one
 * @param late what did not come true in time after the last fault; empty where all did
 */
public record Evidence(
    List<RoomTruth> rooms, List<Diary> diaries, int promotions, List<String> late) {}
