package dev.chatroom;

/**
 * Observes a room; it cannot veto, which is a policy's job.
 *
 * <pre>{@code
 * room.addListener((where, event) -> {
 *   if (event instanceof RoomEvent.Posted posted) {
 *     archive.add(posted.message());
 *   }
 * });
 * }</pre>
 *
 * <p>A listener is a cursor of its own on the log: it is called for every event after it was added,
 * in order, one call at a time, on the executor given to {@link ChatRooms.Builder#executor}. It
 * delays nobody but itself. What it throws is logged at ERROR, and the next event comes.
 */
@FunctionalInterface
public interface ChatRoomListener {

  /**
   * Sees one event.
   *
   * @param room where it happened
   * @param event what happened
   */
  void onEvent(ChatRoom room, RoomEvent event);

  /**
   * Is told that events were missed, because the listener was slower than the room for longer than
   * the room's log is, or because the log was lost. The next event is the first after the gap.
   *
   * @param room where
   * @param reason why, for programs: {@code lagged} or {@code epoch_changed}
   */
  default void onReset(ChatRoom room, String reason) {}
}
