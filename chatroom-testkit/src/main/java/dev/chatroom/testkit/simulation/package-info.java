/**
 * Whole stories of rooms in virtual time, under a seed.
 *
 * <p>A {@link dev.chatroom.testkit.simulation.ChatSimulation} lets clients come and go, claim and
 * talk in thousands of orders, and looks at the laws of the rooms after each step, and at an {@link
 * dev.chatroom.testkit.simulation.Invariant} of the user's own:
 *
 * <pre>{@code
 * NicknamePolicy standard = NicknamePolicy.precis(32);
 * NicknamePolicy noStaff =
 *     requested ->
 *         requested.toLowerCase(Locale.ROOT).startsWith("admin")
 *             ? new Refuse("nickname_reserved", "For staff only.")
 *             : standard.decide(requested);
 * Invariant nobodyIsStaff =
 *     (room, event) -> {
 *       if (event instanceof RoomEvent.Joined joined) {
 *         assertThat(joined.occupant().nickname().key()).doesNotStartWith("admin");
 *       }
 *     };
 * ChatSimulation.builder()
 *     .seeds(200)
 *     .configure(rooms -> rooms.nicknames(noStaff))
 *     .nicknames("ann", "admin", "Admin Bob", "tom")
 *     .check(() -> nobodyIsStaff)
 *     .run();
 * }</pre>
 */
@NullMarked
package dev.chatroom.testkit.simulation;

import org.jspecify.annotations.NullMarked;
