package dev.chatroom.benchmarks.load;

/**
 * What a server did wrong, in deliveries.
 *
 * @param lost did not come
 * @param doubled came again
 * @param outOfOrder came after a later one of the same speaker
 * @param ordersDiffer came after one that follows it in the order in which others got them
 * @param strange were not for that client, or never said
 * @param cut how many connections the server ended
 */
record Faults(
    long lost, long doubled, long outOfOrder, long ordersDiffer, long strange, long cut) {}
