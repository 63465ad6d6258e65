package dev.chatroom.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Counters of one name that differ in the value of one tag, bounded in number: the values come from
 * the application, and each would be a series of its own for good.
 *
 * <p>Safe for use by any thread. {@code byValue} grows under the lock of this and is read without;
 * once it is full nobody takes the lock any more.
 */
final class CountersByTag {

  static final int MAX_VALUES = 100;
  static final String OTHER = "other";

  private final MeterProvider<Counter> meters;
  private final String key;
  private final Map<String, Counter> byValue = new ConcurrentHashMap<>();
  private final Counter other;
  private volatile boolean full;

  /**
   * Makes counters.
   *
   * @param meters makes one from the tag
   * @param key of the tag
   * @param known values that have a counter from the beginning, so that it is seen to be 0
   */
  CountersByTag(MeterProvider<Counter> meters, String key, Stream<String> known) {
    this.meters = meters;
    this.key = key;
    this.other = meters.withTag(key, OTHER);
    known.forEach(this::counter);
  }

  void increment(String value) {
    counter(value).increment();
  }

  private Counter counter(String value) {
    Counter present = byValue.get(value);
    if (present != null) {
      return present;
    }
    return full ? other : added(value);
  }

  private synchronized Counter added(String value) {
    if (byValue.size() == MAX_VALUES) {
      full = true;
      // Another thread may have added this very value while this one waited.
      return byValue.getOrDefault(value, other);
    }
    return byValue.computeIfAbsent(value, each -> meters.withTag(key, each));
  }
}
