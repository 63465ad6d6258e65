package dev.chatroom.testkit.backplane;

class InMemoryBackplaneContractTest implements BackplaneContract {

  @Override
  public BackplaneUnderTest backplane() {
    return new InMemoryUnderTest();
  }
}
