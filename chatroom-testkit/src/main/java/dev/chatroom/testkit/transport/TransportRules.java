package dev.chatroom.testkit.transport;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a group of rules is about. {@link TransportContract} has all groups; a test that implements
 * one of them runs that one.
 */
@ExtendWith(VenueExtension.class)
public interface TransportRules {

  /**
   * Returns the transport that the rules are about. Called once for each rule.
   *
   * @return a new one, or the same, as suits it
   */
  TransportUnderTest transport();
}
