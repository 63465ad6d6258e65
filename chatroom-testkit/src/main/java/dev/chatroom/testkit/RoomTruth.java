package dev.chatroom.testkit;

import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has really happened in a room: its log as the backplane told it, and what follows from it,
 * made by other code than that which is tested.
 *
 * <p>Positions are offsets; all counts are of the events at or before one.
 */
final class RoomTruth {

  /** What an event counts for in bytes apart from its text: see {@code ChatRooms.Builder.log}. */
  private static final int EVENT_BYTES = 128;

  private final RoomName name;
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<RoomEvent.Posted> posted = new ArrayList<>();
  private final List<List<String>> nicknames = new ArrayList<>(List.of(List.of()));
  private final List<Long> changeOffsets = new ArrayList<>(List.of(0L));
  private final List<Through> through = new ArrayList<>(List.of(new Through(0, 0, 0)));
  private final Map<String, String> present = new LinkedHashMap<>();

  RoomTruth(RoomName name) {
    this.name = name;
  }

  RoomName name() {
    return name;
  }

  /** Adds the next event. */
  void append(LogEntry entry) {
    RoomEvent event = entry.event();
    Through before = through.get(entries.size());
    entries.add(entry);
    int messages = before.messages;
    long bytes = before.bytes + EVENT_BYTES;
    if (event instanceof RoomEvent.Posted said) {
      posted.add(said);
      messages++;
      bytes += said.message().text().getBytes(StandardCharsets.UTF_8).length;
    } else if (event instanceof RoomEvent.Left left) {
      present.remove(left.occupant().id());
      nicknames.add(List.copyOf(present.values()));
    } else {
      Occupant occupant = occupant(event);
      present.put(occupant.id(), occupant.nickname().text());
      nicknames.add(List.copyOf(present.values()));
    }
    if (changeOffsets.size() < nicknames.size()) {
      changeOffsets.add(head());
    }
    through.add(new Through(messages, nicknames.size() - 1, bytes));
  }

  private static Occupant occupant(RoomEvent event) {
    return event instanceof RoomEvent.Renamed renamed
        ? renamed.occupant()
        : ((RoomEvent.Joined) event).occupant();
  }

  /** Returns the offset of the last event. */
  long head() {
    return entries.size();
  }

  /** Returns the event at an offset; nothing when there is none. */
  @Nullable LogEntry at(long offset) {
    return offset >= 1 && offset <= entries.size() ? entries.get((int) offset - 1) : null;
  }

  /** Returns how many messages there are through an offset. */
  int messagesThrough(long offset) {
    return through(offset).messages;
  }

  /** Returns a message by how many there are before it; nothing when there are no more. */
  RoomEvent.@Nullable Posted message(int index) {
    return index < posted.size() ? posted.get(index) : null;
  }

  int messages() {
    return posted.size();
  }

  /** Returns how often who is here has changed through an offset. */
  int changesThrough(long offset) {
    return through(offset).changes;
  }

  int changes() {
    return nicknames.size() - 1;
  }

  /** Returns where the last of so many changes stands. */
  long offsetOfChange(int changes) {
    return changeOffsets.get(changes);
  }

  /** Returns who is here after so many changes, in order of joining. */
  List<String> nicknamesAfter(int changes) {
    return nicknames.get(changes);
  }

  /** Returns what the events after an offset and through another one count for in bytes. */
  long bytes(long after, long last) {
    return through(last).bytes - through(after).bytes;
  }

  /** Returns the ids of who is here. */
  Map<String, String> present() {
    return present;
  }

  private Through through(long offset) {
    return through.get((int) Math.min(offset, head()));
  }

  private record Through(int messages, int changes, long bytes) {}
}
