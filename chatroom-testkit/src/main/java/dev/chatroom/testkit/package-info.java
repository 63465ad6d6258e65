/**
 * Unit tests of rooms with no socket, no sleep and no thread.
 *
 * <p>A {@link dev.chatroom.testkit.LoopbackTransport} puts clients into the rooms of an
 * application, as a browser would be, and the clients say what they see:
 *
 * <pre>{@code
 * @Test
 * void nobody_passes_for_staff() {
 *   NicknamePolicy standard = NicknamePolicy.precis(32);
 *   NicknamePolicy noStaff =
 *       requested ->
 *           requested.startsWith("admin")
 *               ? new Refuse("nickname_reserved", "For staff only.")
 *               : standard.decide(requested);
 *   try (ChatRooms rooms = ChatRooms.builder().nicknames(noStaff).build();
 *       LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
 *     LoopbackClient ann = loopback.connect();
 *     LoopbackClient tom = loopback.connect();
 *     tom.claim("admin tom").isRefused("nickname_reserved");
 *     tom.claim("tom").isAnswered("ok");
 *     tom.say("hi");
 *     ann.sees("tom说:hi").seesNicknames("tom");
 *   }
 * }
 * }</pre>
 *
 * <p>Where order matters, {@link dev.chatroom.testkit.ManualExecutor} says when things happen and
 * {@link dev.chatroom.testkit.ManualClock} what time it is then. What holds in every order is for
 * the simulations of {@link dev.chatroom.testkit.simulation}, which tell thousands of stories and
 * look at the laws in each.
 */
@NullMarked
package dev.chatroom.testkit;

import org.jspecify.annotations.NullMarked;
