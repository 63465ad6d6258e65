package dev.chatroom.benchmarks.load;

/**
 * What the meters showed at one time.
 *
 * @param nanos when
 * @param cpuNanos what the servers had of the processor
 * @param compilerNanos what of this their compilers had; 0 for those that are no JVMs
 * @param redisCpuNanos what their Redis had of it; 0 where there is none
 * @param loadCpuNanos what this process had of it
 * @param deliveries how many there were
 * @param said how many messages were said
 * @param receivedBytes what came over the wire
 * @param allocatedBytes what the servers allocated; less than 0 where nobody knows
 */
record Reading(
    long nanos,
    long cpuNanos,
    long compilerNanos,
    long redisCpuNanos,
    long loadCpuNanos,
    long deliveries,
    long said,
    long receivedBytes,
    long allocatedBytes) {}
