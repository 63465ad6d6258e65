package dev.chatroom.testkit.transport;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.LeaveReason;
import dev.chatroom.RoomEvent;
import java.util.ArrayList;
import java.util.List;

/** What happened in a room, from where it was begun on, as the room itself tells. */
final class Diary implements ChatRoomListener {

  private final Venue venue;

  // Guarded by this.
  private final List<RoomEvent> events = new ArrayList<>();

  private Diary(Venue venue) {
    this.venue = venue;
  }

  static Diary of(Venue venue) {
    Diary diary = new Diary(venue);
    venue.room().addListener(diary);
    return diary;
  }

  @Override
  public synchronized void onEvent(ChatRoom room, RoomEvent event) {
    events.add(event);
  }

  private synchronized List<RoomEvent> events() {
    return List.copyOf(events);
  }

  /** Waits until all is in it that has happened by now. */
  Diary upToNow() {
    String mark = "mark " + venue.room().stats().head();
    venue.room().post(mark);
    venue.await("the room to tell of all", () -> posts().contains(mark));
    return this;
  }

  List<String> posts() {
    return events().stream()
        .filter(RoomEvent.Posted.class::isInstance)
        .map(each -> ((RoomEvent.Posted) each).message().text())
        .toList();
  }

  /** Returns why somebody left, for each time. */
  List<LeaveReason> lefts(String nickname) {
    return events().stream()
        .filter(RoomEvent.Left.class::isInstance)
        .map(RoomEvent.Left.class::cast)
        .filter(each -> each.occupant().nickname().text().equals(nickname))
        .map(RoomEvent.Left::reason)
        .toList();
  }

  <E extends RoomEvent> int count(Class<E> kind) {
    return (int) events().stream().filter(kind::isInstance).count();
  }
}
