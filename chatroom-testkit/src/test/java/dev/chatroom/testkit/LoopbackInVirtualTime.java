package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.TransportUnderTest;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Loopback transports in virtual time, each a lane of its own. */
final class LoopbackInVirtualTime implements TransportUnderTest {

  private static final int LANES = 3;

  private final VirtualTime time;

  LoopbackInVirtualTime(long seed) {
    time = new VirtualTime(seed);
  }

  @Override
  public ChatRooms.Builder rooms() {
    return time.rooms();
  }

  @Override
  public Transport create(TransportLimits limits) {
    return new Lanes(
        Stream.generate(() -> new LoopbackTransport(time.newExecutor())).limit(LANES).toList());
  }

  @Override
  public WireClient connect(Transport started, WireRequest request, WireListener listener) {
    LoopbackTransport lane = ((Lanes) started).each().get(time.random.nextInt(LANES));
    return LoopbackWire.connect(lane, request, listener);
  }

  @Override
  public boolean await(BooleanSupplier condition) {
    return time.await(condition);
  }

  @Override
  public int bytesOnTheWay() {
    return 0;
  }

  @Override
  public List<HostileInput> hostileInputs(TransportLimits limits) {
    return List.of();
  }

  @Override
  public List<String> foreignOrigins(Transport started) {
    return List.of();
  }

  @Override
  public List<String> ownOrigins(Transport started) {
    return List.of();
  }

  @Override
  public Set<String> leaks() {
    return Set.of();
  }

  /** Several that start and stop as one. */
  private record Lanes(List<LoopbackTransport> each) implements Transport {

    @Override
    public void start(ChatRooms rooms) {
      each.forEach(lane -> lane.start(rooms));
    }

    @Override
    public void stop(Duration drain) {
      each.forEach(lane -> lane.stop(drain));
    }
  }
}
