package dev.chatroom.testkit.backplane;

/** The contract of a backplane that is broken in one way; run by {@link BrokenBackplanesTest}. */
class BrokenContract implements RemoteBackplaneContract {

  /** What is broken; set before the engine makes this. */
  static volatile Fault fault = new Fault();

  @Override
  public RemoteBackplaneUnderTest backplane() {
    return new FarHouse(fault);
  }
}
