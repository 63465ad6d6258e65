package dev.chatroom.jetty;

import dev.chatroom.testkit.transport.TransportContract;
import dev.chatroom.testkit.transport.TransportUnderTest;

/** Plain WebSockets keep all rules of transports. */
class JettyContractIT implements TransportContract {

  @Override
  public TransportUnderTest transport() {
    return new JettyUnderTest();
  }
}
