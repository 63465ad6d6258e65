package dev.chatroom.testkit;

import dev.chatroom.testkit.transport.TransportContract;
import dev.chatroom.testkit.transport.TransportUnderTest;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the lanes of a room do first, the contract is kept. */
@ParameterizedClass(name = "seed {0}")
@ValueSource(longs = {1, 2, 3, 4, 5})
class LoopbackInVirtualTimeTest implements TransportContract {

  private final long seed;

  LoopbackInVirtualTimeTest(long seed) {
    this.seed = seed;
  }

  @Override
  public TransportUnderTest transport() {
    return new LoopbackInVirtualTime(seed);
  }
}
