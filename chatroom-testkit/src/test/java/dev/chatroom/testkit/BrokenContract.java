package dev.chatroom.testkit;

import dev.chatroom.testkit.transport.TransportContract;
import dev.chatroom.testkit.transport.TransportUnderTest;

/** The contract of a transport that is broken in one way; run by {@link BrokenTransportsTest}. */
class BrokenContract implements TransportContract {

  /** What is broken; set before the engine makes this. */
  static volatile Fault fault = new Fault();

  @Override
  public TransportUnderTest transport() {
    return new BrokenTransport(fault);
  }
}
