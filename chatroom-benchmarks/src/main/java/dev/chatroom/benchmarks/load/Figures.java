package dev.chatroom.benchmarks.load;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What figures are called, with their units, and how they are made of what was counted. */
public final class Figures {

  public static final String CPU_PER_DELIVERY = "cpu per delivery, µs";
  public static final String CPU_WITHOUT_COMPILERS = "cpu per delivery without the compilers', µs";
  public static final String DELIVERIES = "deliveries, 1/s";
  public static final String REDIS_PER_MESSAGE = "redis cpu per message, µs";
  public static final String P50 = "p50, ms";
  public static final String P99 = "p99, ms";
  public static final String P999 = "p99.9, ms";
  public static final String WIRE_PER_DELIVERY = "wire per delivery, B";
  public static final String ALLOCATED_PER_DELIVERY = "allocated per delivery, B";
  public static final String SERVER_CPU = "server cpu, %";
  public static final String LOAD_CPU = "load cpu, %";

  public static final String LOST = "lost, deliveries";
  public static final String DOUBLED = "doubled, deliveries";
  public static final String OUT_OF_ORDER = "out of order, deliveries";
  public static final String ORDERS_DIFFER = "orders differ, deliveries";
  public static final String STRANGE = "strange, deliveries";
  public static final String CUT = "cut, connections";

  /** What should be 0. */
  public static final Set<String> FAULTS =
      Set.of(LOST, DOUBLED, OUT_OF_ORDER, ORDERS_DIFFER, STRANGE, CUT);

  public static final String SATURATION = "16 in flight: deliveries, 1/s";
  public static final String SECONDS = "until all have all names, s";
  public static final String RECEIVED = "received, B";
  public static final String CPU = "server cpu, s";
  public static final String RESIDENT_PER_CONNECTION = "resident per connection, B";
  public static final String RESIDENT = "resident in all, B";
  public static final String P99_RATIO = "p99 with slow readers ÷ without";
  public static final String STEADY_GROWTH = "steady: cpu per delivery at 5000 clients ÷ at 1000";
  public static final String BATCHED_GROWTH =
      "16 in flight: cpu per delivery at 5000 clients ÷ at 1000";

  /** So few messages a second that each is a write of its own. */
  public static final String PACED = "paced";

  /** The sender's node, where two share a room. */
  public static final String SAME_NODE = "sender's node";

  public static final String OTHER_NODE = "other node";

  private Figures() {}

  /** Returns what the time between two readings shows. */
  static Map<String, Double> between(Reading before, Reading after, Histogram latencyMicros) {
    double nanos = after.nanos() - before.nanos();
    double deliveries = after.deliveries() - before.deliveries();
    double cpuNanos = after.cpuNanos() - before.cpuNanos();
    Map<String, Double> figures = new TreeMap<>();
    figures.put(DELIVERIES, deliveries / nanos * 1e9);
    figures.put(SERVER_CPU, 100 * cpuNanos / nanos);
    figures.put(LOAD_CPU, 100 * (after.loadCpuNanos() - before.loadCpuNanos()) / nanos);
    if (deliveries > 0) {
      figures.put(CPU_PER_DELIVERY, cpuNanos / 1e3 / deliveries);
      double compilerNanos = after.compilerNanos() - before.compilerNanos();
      figures.put(CPU_WITHOUT_COMPILERS, (cpuNanos - compilerNanos) / 1e3 / deliveries);
      figures.put(WIRE_PER_DELIVERY, (after.receivedBytes() - before.receivedBytes()) / deliveries);
      if (before.allocatedBytes() >= 0) {
        figures.put(
            ALLOCATED_PER_DELIVERY,
            (after.allocatedBytes() - before.allocatedBytes()) / deliveries);
      }
    }
    double messages = after.said() - before.said();
    double redisNanos = after.redisCpuNanos() - before.redisCpuNanos();
    if (messages > 0 && redisNanos > 0) {
      figures.put(REDIS_PER_MESSAGE, redisNanos / 1e3 / messages);
    }
    figures.putAll(of(latencyMicros));
    return figures;
  }

  /** Returns how long it took; nothing where nothing was measured. */
  static Map<String, Double> of(Histogram latencyMicros) {
    return latencyMicros.getTotalCount() == 0
        ? Map.of()
        : Map.of(
            P50, latencyMicros.getValueAtPercentile(50) / 1e3,
            P99, latencyMicros.getValueAtPercentile(99) / 1e3,
            P999, latencyMicros.getValueAtPercentile(99.9) / 1e3);
  }

  /** Returns what was wrong. */
  static Map<String, Double> of(Faults faults) {
    return Map.of(
        LOST, (double) faults.lost(),
        DOUBLED, (double) faults.doubled(),
        OUT_OF_ORDER, (double) faults.outOfOrder(),
        ORDERS_DIFFER, (double) faults.ordersDiffer(),
        STRANGE, (double) faults.strange(),
        CUT, (double) faults.cut());
  }

  /** Returns how many deliveries a second there were. */
  static double deliveries(Map<String, Double> figures) {
    return figures.getOrDefault(DELIVERIES, 0.0);
  }

  /** Returns how many times a figure is that of others; NaN if one of the two is not known. */
  static double ratio(String name, Map<String, Double> figures, Map<String, Double> others) {
    return figures.getOrDefault(name, Double.NaN) / others.getOrDefault(name, Double.NaN);
  }

  /** Returns figures under names that begin with something. */
  static Map<String, Double> prefixed(String prefix, Map<String, Double> figures) {
    Map<String, Double> prefixed = new TreeMap<>();
    figures.forEach((name, value) -> prefixed.put(prefix + ": " + name, value));
    return prefixed;
  }
}
