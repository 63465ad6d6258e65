package dev.chatroom.testkit.simulation;

import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;

/**
 * What is to hold in every simulated story, besides the laws: for a user's own policies.
 *
 * <pre>{@code
 * Invariant nobodyIsCalledAdmin =
 *     (room, event) -> {
 *       if (event instanceof RoomEvent.Joined joined) {
 *         assertThat(joined.occupant().nickname().text()).doesNotStartWith("admin");
 *       }
 *     };
 * }</pre>
 *
 * <p>There is one for each story, called by one thread. What it throws breaks the story.
 */
@FunctionalInterface
public interface Invariant {

  /**
   * Looks at one event; called for each event of each room, in order, after the step in which it
   * happened.
   *
   * @param room where
   * @param event what happened
   */
  void holdsAt(RoomName room, RoomEvent event);

  /** Is called after each step of the story, when the events of that step have been looked at. */
  default void holdsAfterStep() {}
}
