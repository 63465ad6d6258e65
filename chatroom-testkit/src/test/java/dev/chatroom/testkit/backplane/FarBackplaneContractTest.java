package dev.chatroom.testkit.backplane;

/** The rules hold for one that is far away as well, whatever the ways there and back. */
class FarBackplaneContractTest implements RemoteBackplaneContract {

  @Override
  public RemoteBackplaneUnderTest backplane() {
    return new FarHouse(new Fault());
  }
}
