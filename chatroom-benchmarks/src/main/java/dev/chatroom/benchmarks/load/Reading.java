package dev.chatroom.benchmarks.load;

/**
 * What the meters showed at one time.
 *
 * @param nanos when
 * @param cpuNanos what the server had of the processor
 * @param loadCpuNanos what this process had of it
 * @param deliveries how many there were
 * @param receivedBytes what came over the wire
 * @param allocatedBytes what the server allocated; less than 0 where nobody knows
 */
record Reading(
    long nanos,
    long cpuNanos,
    long loadCpuNanos,
    long deliveries,
    long receivedBytes,
    long allocatedBytes) {}
