package dev.chatroom.testkit;

import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.TransportContract;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.TransportUnderTest;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.util.List;
import java.util.Set;

/** The loopback transport, which does everything in the caller, keeps the contract. */
class LoopbackContractTest implements TransportContract {

  @Override
  public TransportUnderTest transport() {
    return new InTheCaller();
  }

  private static final class InTheCaller implements TransportUnderTest {

    @Override
    public Transport create(TransportLimits limits) {
      return new LoopbackTransport();
    }

    @Override
    public WireClient connect(Transport started, WireRequest request, WireListener listener) {
      return LoopbackWire.connect((LoopbackTransport) started, request, listener);
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
  }
}
