package dev.chatroom.micrometer;

import dev.chatroom.spi.BackplaneMetrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to a Micrometer registry how a backplane does that several processes share.
 *
 * <pre>{@code
 * MeterRegistry registry = new SimpleMeterRegistry();
 * BackplaneMetrics metrics = new MicrometerBackplaneMetrics(registry, Tags.of("node", "eu-1"));
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name<th>kind<th>what
 * <tr><td>{@code chatroom.backplane.roundtrip}<td>timer<td>commands, from the call to the answer
 * <tr><td>{@code chatroom.backplane.unavailable}<td>counter<td>commands that got no answer
 * <tr><td>{@code chatroom.backplane.tail.lag}<td>timer<td>how long a sign that this node sent takes
 *     to come back by the way of the events
 * <tr><td>{@code chatroom.backplane.lease.age}<td>gauge, seconds<td>since the lease of this node was
 *     renewed; before it was for the first time, since construction
 * <tr><td>{@code chatroom.backplane.lease.lapsed}<td>counter<td>leases of this node that lapsed
 * <tr><td>{@code chatroom.backplane.swept}<td>counter<td>occupants that this node let go for nodes
 *     that were lost
 * <tr><td>{@code chatroom.backplane.resets}<td>counter<td>logs that began anew here
 * </table>
 *
 * <p>Meters are made at construction. Two instances with one registry must differ in a tag, or the
 * gauge is that of the first alone.
 *
 * <p>Safe for use by any thread.
 */
public final class MicrometerBackplaneMetrics implements BackplaneMetrics {

  private final Clock clock;

  /** By the monotonic time of the registry's clock, in nanoseconds. */
  private final AtomicLong renewedAt;

  private final Timer roundTrip;
  private final Counter unavailable;
  private final Timer tailLag;
  private final Counter lapsed;
  private final Counter swept;
  private final Counter resets;

  /**
   * Registers the meters without a tag of their own.
   *
   * @param registry where
   */
  public MicrometerBackplaneMetrics(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Registers the meters.
   *
   * @param registry where
   * @param tags of every meter, to tell several instances apart
   */
  public MicrometerBackplaneMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    clock = registry.config().clock();
    renewedAt = new AtomicLong(clock.monotonicTime());
    roundTrip =
        timer(
            "chatroom.backplane.roundtrip",
            "Commands to the backplane, from the call to the answer",
            tags,
            registry);
    unavailable =
        counter(
            "chatroom.backplane.unavailable",
            "Commands that the backplane did not answer",
            tags,
            registry);
    tailLag =
        timer(
            "chatroom.backplane.tail.lag",
            "How long a sign of this node takes to come back by the way of the events",
            tags,
            registry);
    TimeGauge.builder(
            "chatroom.backplane.lease.age", this, TimeUnit.NANOSECONDS, each -> each.leaseAge())
        .description("How long ago the lease of this node was renewed")
        .tags(tags)
        .register(registry);
    lapsed =
        counter(
            "chatroom.backplane.lease.lapsed",
            "Leases of this node that lapsed before they were renewed",
            tags,
            registry);
    swept =
        counter(
            "chatroom.backplane.swept",
            "Occupants that this node let go for nodes that were lost",
            tags,
            registry);
    resets =
        counter(
            "chatroom.backplane.resets",
            "Logs that were lost, or missed too much of, and began anew here",
            tags,
            registry);
  }

  private static Timer timer(
      String name, String description, Iterable<Tag> tags, MeterRegistry registry) {
    return Timer.builder(name).description(description).tags(tags).register(registry);
  }

  private static Counter counter(
      String name, String description, Iterable<Tag> tags, MeterRegistry registry) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private double leaseAge() {
    return (double) (clock.monotonicTime() - renewedAt.get());
  }

  @Override
  public void roundTrip(Duration took) {
    roundTrip.record(took);
  }

  @Override
  public void unavailable() {
    unavailable.increment();
  }

  @Override
  public void tailLag(Duration lag) {
    tailLag.record(lag);
  }

  @Override
  public void leaseRenewed() {
    renewedAt.set(clock.monotonicTime());
  }

  @Override
  public void leaseLapsed() {
    lapsed.increment();
  }

  @Override
  public void swept(int occupants) {
    swept.increment(occupants);
  }

  @Override
  public void reset() {
    resets.increment();
  }
}
