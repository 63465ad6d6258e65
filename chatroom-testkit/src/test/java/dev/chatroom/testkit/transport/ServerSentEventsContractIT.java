package dev.chatroom.testkit.transport;

class ServerSentEventsContractIT implements TransportContract {

  @Override
  public TransportUnderTest transport() {
    return new ServerSentEventsUnderTest();
  }
}
