/**
 * The backplane contract: what every backplane keeps, as numbered JUnit 5 rules.
 *
 * <p>Whoever writes a {@link dev.chatroom.spi.Backplane} writes a {@link
 * dev.chatroom.testkit.backplane.BackplaneUnderTest} for it, which makes nodes that share their
 * logs, and has all rules run:
 *
 * <pre>{@code
 * class OurBackplaneTest implements BackplaneContract {
 *   @Override
 *   public BackplaneUnderTest backplane() {
 *     return new OurBackplaneUnderTest();
 *   }
 * }
 * }</pre>
 *
 * <p>Where logs live outside of the process, nodes are lost and cut off, and logs can be lost; a
 * {@link dev.chatroom.testkit.backplane.RemoteBackplaneUnderTest} makes that happen, and {@link
 * dev.chatroom.testkit.backplane.RemoteBackplaneContract} has the rules about it too.
 *
 * <p>A rule that is broken fails with its number, its sentence, the law that it comes from, what
 * could be checked, and what the tail of each node was told.
 *
 * <p>In a rule there is a {@link dev.chatroom.testkit.backplane.House}, the logs and the nodes that
 * share them. What a backplane keeps beyond the contract can be told the same way: a test method of
 * the same class may take a house too. Results and tails may come at once or later, from any
 * thread; rules wait for them, as long as the fixture says.
 */
@NullMarked
package dev.chatroom.testkit.backplane;

import org.jspecify.annotations.NullMarked;
