package dev.chatroom.micrometer;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.ChatMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Writes what happens in the rooms to a Micrometer registry.
 *
 * <pre>{@code
 * MeterRegistry registry = new SimpleMeterRegistry();
 * ChatMetrics metrics = new MicrometerChatMetrics(registry, Tags.of("node", "eu-1"));
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name<th>kind<th>tag<th>what
 * <tr><td>{@code chatroom.rooms}<td>gauge<td><td>open rooms
 * <tr><td>{@code chatroom.sessions}<td>gauge<td><td>attached sessions
 * <tr><td>{@code chatroom.sessions.ended}<td>counter<td>{@code reason}<td>sessions that ended
 * <tr><td>{@code chatroom.events}<td>counter<td><td>events that came into the logs
 * <tr><td>{@code chatroom.bytes}<td>counter, bytes<td><td>what they weigh
 * <tr><td>{@code chatroom.refusals}<td>counter<td>{@code code}<td>refused commands and connections
 * <tr><td>{@code chatroom.lagged}<td>counter<td>{@code outcome}: {@code reset}, {@code closed}
 *     <td>sessions that fell off the log
 * <tr><td>{@code chatroom.lane.drain}<td>timer<td><td>turns of the lanes
 * <tr><td>{@code chatroom.lane.behind}<td>summary, bytes<td><td>how far behind the slowest session
 *     of a lane is after a turn
 * <tr><td>{@code chatroom.encoded}<td>counter<td><td>events turned into the data of a wire format
 * <tr><td>{@code chatroom.signals.dropped}<td>counter<td><td>signals that were dropped
 * </table>
 *
 * <p>{@code code} and {@code reason} have at most 100 values each and {@code other}: what a policy
 * of the application says after that counts as {@code other}. Rooms and nicknames are no tags,
 * since of them there is no bound.
 *
 * <p>Meters are made at construction, those of further codes when the first comes. Two instances
 * with one registry must differ in a tag, or the gauges are those of the first alone.
 *
 * <p>Safe for use by any thread.
 */
public final class MicrometerChatMetrics implements ChatMetrics {

  private static final String DISCONNECTED = "disconnected";

  private final LongAdder openRooms = new LongAdder();
  private final LongAdder attachedSessions = new LongAdder();
  private final CountersByTag ended;
  private final Counter events;
  private final Counter bytes;
  private final CountersByTag refusals;
  private final Counter reset;
  private final Counter closed;
  private final Timer drain;
  private final DistributionSummary behind;
  private final Counter encoded;
  private final Counter signalsDropped;

  /**
   * Registers the meters without a tag of their own.
   *
   * @param registry where
   */
  public MicrometerChatMetrics(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Registers the meters.
   *
   * @param registry where
   * @param tags of every meter, to tell several instances apart
   */
  public MicrometerChatMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    gauge("chatroom.rooms", "rooms", openRooms, "Open rooms", tags, registry);
    gauge(
        "chatroom.sessions",
        BaseUnits.SESSIONS,
        attachedSessions,
        "Attached sessions",
        tags,
        registry);
    ended =
        new CountersByTag(
            Counter.builder("chatroom.sessions.ended")
                .description("Sessions that ended, by reason")
                .tags(tags)
                .withRegistry(registry),
            "reason",
            Stream.concat(
                Stream.of(DISCONNECTED),
                Arrays.stream(CloseReason.values()).map(CloseReason::code)));
    events =
        Counter.builder("chatroom.events")
            .description("Events that came into the logs of rooms")
            .baseUnit(BaseUnits.EVENTS)
            .tags(tags)
            .register(registry);
    bytes =
        Counter.builder("chatroom.bytes")
            .description("What the events weigh that came into the logs of rooms")
            .baseUnit(BaseUnits.BYTES)
            .tags(tags)
            .register(registry);
    refusals =
        new CountersByTag(
            Counter.builder("chatroom.refusals")
                .description("Commands and connections that were refused, by code")
                .tags(tags)
                .withRegistry(registry),
            "code",
            Arrays.stream(Refusal.values()).map(Refusal::code));
    reset = lagged("reset", tags, registry);
    closed = lagged("closed", tags, registry);
    drain =
        Timer.builder("chatroom.lane.drain")
            .description("Turns of the lanes that feed the sessions")
            .tags(tags)
            .register(registry);
    behind =
        DistributionSummary.builder("chatroom.lane.behind")
            .description("How far behind the slowest session of a lane is after a turn")
            .baseUnit(BaseUnits.BYTES)
            .tags(tags)
            .register(registry);
    encoded =
        Counter.builder("chatroom.encoded")
            .description("Events that were turned into the data of a wire format")
            .baseUnit(BaseUnits.EVENTS)
            .tags(tags)
            .register(registry);
    signalsDropped =
        Counter.builder("chatroom.signals.dropped")
            .description("Signals that were dropped")
            .tags(tags)
            .register(registry);
  }

  private static void gauge(
      String name,
      String unit,
      LongAdder value,
      String description,
      Iterable<Tag> tags,
      MeterRegistry registry) {
    Gauge.builder(name, value, LongAdder::sum)
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .register(registry);
  }

  private static Counter lagged(String outcome, Iterable<Tag> tags, MeterRegistry registry) {
    return Counter.builder("chatroom.lagged")
        .description("Sessions that fell off the log, by what happened to them")
        .tags(tags)
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void roomOpened() {
    openRooms.increment();
  }

  @Override
  public void roomClosed() {
    openRooms.decrement();
  }

  @Override
  public void sessionAttached() {
    attachedSessions.increment();
  }

  @Override
  public void sessionEnded(String reason) {
    attachedSessions.decrement();
    ended.increment(reason);
  }

  @Override
  public void appended(int count, long weight) {
    events.increment(count);
    bytes.increment((double) weight);
  }

  @Override
  public void refused(String code) {
    refusals.increment(code);
  }

  @Override
  public void lagged(long bytesBehind, boolean wasClosed) {
    (wasClosed ? closed : reset).increment();
  }

  @Override
  public void laneDrained(Duration took, int cursors, long furthestBehindBytes) {
    drain.record(took);
    behind.record((double) furthestBehindBytes);
  }

  @Override
  public void encoded(String event) {
    encoded.increment();
  }

  @Override
  public void signalsDropped(int signals) {
    signalsDropped.increment(signals);
  }
}
