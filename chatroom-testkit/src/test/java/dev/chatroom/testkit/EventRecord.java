package dev.chatroom.testkit;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.RoomEvent;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps what it is told. */
final class EventRecord implements ChatRoomListener {

  final List<RoomEvent> events = new ArrayList<>();
  final List<String> resets = new ArrayList<>();

  @Override
  public void onEvent(ChatRoom room, RoomEvent event) {
    events.add(event);
  }

  @Override
  public void onReset(ChatRoom room, String reason) {
    resets.add(reason);
  }

  <E extends RoomEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The messages, as a client sees them. */
  List<String> lines() {
    return all(RoomEvent.Posted.class).stream()
        .map(posted -> posted.message().sender() + "说:" + posted.message().text())
        .toList();
  }

  /** The positions of the messages. */
  List<String> ids() {
    return all(RoomEvent.Posted.class).stream().map(each -> each.position().toString()).toList();
  }

  /** What happened, in short: {@code Joined tom}. */
  List<String> story() {
    return events.stream().map(EventRecord::inShort).toList();
  }

  /** Who came and went, in short, and not with how many sessions. */
  List<String> comings() {
    return events.stream()
        .filter(
            each ->
                each instanceof RoomEvent.Joined
                    || each instanceof RoomEvent.Renamed
                    || each instanceof RoomEvent.Left)
        .map(EventRecord::inShort)
        .toList();
  }

  private static String inShort(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      return "Joined " + joined.occupant().nickname();
    } else if (event instanceof RoomEvent.Renamed renamed) {
      return "Renamed " + renamed.previous() + " to " + renamed.occupant().nickname();
    } else if (event instanceof RoomEvent.Left left) {
      return "Left " + left.occupant().nickname() + " " + left.reason();
    } else if (event instanceof RoomEvent.Posted posted) {
      return "Posted " + posted.message().text();
    } else if (event instanceof RoomEvent.Whispered whispered) {
      return "Whispered " + whispered.message().text() + " to " + whispered.recipient().nickname();
    }
    return moderationInShort(event);
  }

  private static String moderationInShort(RoomEvent event) {
    if (event instanceof RoomEvent.Kicked kicked) {
      return "Kicked " + kicked.occupant().nickname() + " by " + kicked.by();
    } else if (event instanceof RoomEvent.Banned banned) {
      return "Banned " + banned.ban().kind() + " by " + banned.by();
    } else if (event instanceof RoomEvent.Muted muted) {
      return "Muted " + muted.occupant().nickname() + " by " + muted.by();
    } else if (event instanceof RoomEvent.Unmuted unmuted) {
      return "Unmuted " + unmuted.occupant().nickname() + " by " + unmuted.by();
    } else if (event instanceof RoomEvent.RoleChanged changed) {
      return "RoleChanged " + changed.occupant().nickname() + " to " + changed.occupant().role();
    } else if (event instanceof RoomEvent.SubjectChanged changed) {
      return "SubjectChanged " + changed.subject().text();
    }
    return event.getClass().getSimpleName();
  }
}
