package dev.chatroom.testkit.transport;

/**
 * All rules that a transport keeps, as tests of the class that implements this.
 *
 * <pre>{@code
 * class OurTransportIT implements TransportContract {
 *   @Override
 *   public TransportUnderTest transport() {
 *     return new OurTransportUnderTest();
 *   }
 * }
 * }</pre>
 *
 * <p>The name of each test begins with the number of its rule, T01 to T20; several tests may be of
 * one rule.
 */
public interface TransportContract
    extends OrderRules, PresenceRules, PressureRules, InputRules, LifeRules, ReturnRules {}
