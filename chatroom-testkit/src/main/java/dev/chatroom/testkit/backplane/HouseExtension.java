package dev.chatroom.testkit.backplane;

import dev.chatroom.testkit.contract.RuleExtension;

/** Gives each rule its house. Comes with {@link BackplaneRules}; there is nothing to do with it. */
public final class HouseExtension extends RuleExtension<House> {

  /** For JUnit. */
  public HouseExtension() {
    super(House.class, 'B');
  }

  @Override
  protected House open(Object rules) {
    return new House(((BackplaneRules) rules)::backplane);
  }

  @Override
  protected void verify(House house) {
    house.isSound();
  }

  @Override
  protected String seen(House house) {
    return "what the nodes were told:" + house;
  }
}
