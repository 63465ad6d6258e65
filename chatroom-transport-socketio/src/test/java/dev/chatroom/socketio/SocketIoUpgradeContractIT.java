package dev.chatroom.socketio;

import dev.chatroom.testkit.transport.TransportContract;
import dev.chatroom.testkit.transport.TransportUnderTest;

class SocketIoUpgradeContractIT implements TransportContract {

  @Override
  public TransportUnderTest transport() {
    return SocketIoUnderTest.UPGRADE;
  }
}
