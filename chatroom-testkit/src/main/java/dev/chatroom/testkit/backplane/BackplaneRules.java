package dev.chatroom.testkit.backplane;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a group of rules is about. {@link BackplaneContract} has all groups that every backplane
 * keeps; a test that implements one of them runs that one.
 */
@ExtendWith(HouseExtension.class)
public interface BackplaneRules {

  /**
   * Returns the backplane that the rules are about. Called once for each rule.
   *
   * @return a new one, in which there is no log
   */
  BackplaneUnderTest backplane();
}
