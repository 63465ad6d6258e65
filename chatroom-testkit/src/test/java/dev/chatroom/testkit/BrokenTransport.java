package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.Ending;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.TransportUnderTest;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A {@link PipeTransport} with a fault, in virtual time. */
final class BrokenTransport implements TransportUnderTest {

  private final VirtualTime time = new VirtualTime(1);
  private final Set<PipeTransport> made = new HashSet<>();
  private final Fault fault;

  BrokenTransport(Fault fault) {
    this.fault = fault;
  }

  @Override
  public ChatRooms.Builder rooms() {
    return time.rooms();
  }

  @Override
  public Transport create(TransportLimits limits) {
    PipeTransport transport = new PipeTransport(fault, time.newExecutor(), time.clock, limits);
    made.add(transport);
    return transport;
  }

  @Override
  public WireClient connect(Transport started, WireRequest request, WireListener listener) {
    return ((PipeTransport) started).connect(request, listener);
  }

  @Override
  public boolean await(BooleanSupplier condition) {
    return time.await(condition);
  }

  @Override
  public Duration patience() {
    return fault.patience();
  }

  @Override
  public List<Ending> endings() {
    return List.of(Ending.CLOSE, Ending.ABORT, Ending.SILENCE);
  }

  @Override
  public List<HostileInput> hostileInputs(TransportLimits limits) {
    return Pipe.HOSTILE;
  }

  @Override
  public List<String> foreignOrigins(Transport started) {
    return List.of("http://foreign.example", "null");
  }

  @Override
  public List<String> ownOrigins(Transport started) {
    return List.of(Fault.OWN_ORIGIN);
  }

  @Override
  public int bytesOnTheWay() {
    return 0;
  }

  @Override
  public Set<String> leaks() {
    Set<String> left = new HashSet<>();
    made.forEach(each -> each.pipes.forEach(pipe -> left.add("a pipe")));
    return left;
  }
}
