/**
 * The transport contract: what every transport keeps, as numbered JUnit 5 rules.
 *
 * <p>Whoever writes a {@link dev.chatroom.spi.Transport} writes a {@link
 * dev.chatroom.testkit.transport.TransportUnderTest} for it, which makes the transport and connects
 * clients to it that speak its wire, and has all rules run:
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
 * <p>A rule that is broken fails with its number, its sentence, the law that it comes from, what
 * could be checked, and all that each client got. A rule that does not apply to a transport, such
 * as the one of foreign origins where there are none, has no tests there, and none is skipped.
 *
 * <p>In a rule there is a {@link dev.chatroom.testkit.transport.Venue}, rooms with the transport
 * started on them, and {@link dev.chatroom.testkit.transport.Guest}s, who say what they do and wait
 * for what they are to see. What a transport keeps beyond the contract can be told the same way: a
 * test method of the same class may take a venue too.
 *
 * <p>Real transports run in real time, on their own threads. One that takes its executor, clock and
 * scheduler from outside can run in virtual time: its {@code TransportUnderTest} then says how
 * waiting is done.
 */
@NullMarked
package dev.chatroom.testkit.transport;

import org.jspecify.annotations.NullMarked;
