package dev.chatroom.testkit.simulation;

import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.spi.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has really happened in a room: one log of it as the backplane told it, and what follows from
 * it, made by other code than that which is tested.
 *
 * <p>Positions are offsets; all counts are of the events at or before one.
 */
final class RoomTruth {

  /** What an event counts for in bytes apart from its text: see {@code RoomOptions.Log}. */
  private static final int EVENT_BYTES = 320;

  private final RoomName name;
  private final String epoch;
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<Long> said = new ArrayList<>();
  private final Map<Long, Long> deletedAt = new LinkedHashMap<>();
  private final List<List<String>> nicknames = new ArrayList<>(List.of(List.of()));
  private final List<Long> changeOffsets = new ArrayList<>(List.of(0L));
  private final List<Through> through = new ArrayList<>(List.of(new Through(0, 0, 0)));
  private final Map<String, String> present = new LinkedHashMap<>();
  private final Map<String, Set<String>> seats = new HashMap<>();
  private Set<String> seatBefore = Set.of();
  private boolean lost;

  RoomTruth(RoomName name, String epoch) {
    this.name = name;
    this.epoch = epoch;
  }

  RoomName name() {
    return name;
  }

  String epoch() {
    return epoch;
  }

  /** The backplane has lost it. */
  void lost() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  /** Adds the next event. */
  void append(LogEntry entry) {
    RoomEvent event = entry.event();
    Through before = through.get(entries.size());
    entries.add(entry);
    long bytes = before.bytes + EVENT_BYTES + text(event).getBytes(StandardCharsets.UTF_8).length;
    if (event instanceof RoomEvent.Posted || event instanceof RoomEvent.Whispered) {
      said.add(head());
    } else if (event instanceof RoomEvent.Deleted deleted) {
      deletedAt.putIfAbsent(deleted.target().offset(), head());
    } else if (event instanceof RoomEvent.Left left) {
      present.remove(left.occupant().id());
      seatBefore = seat(left.occupant().id());
      seats.remove(left.occupant().id());
      changed();
    } else if (event instanceof RoomEvent.Joined joined) {
      seats.put(joined.occupant().id(), new HashSet<>(Set.of(entry.origin().session())));
      rename(joined.occupant());
    } else if (event instanceof RoomEvent.Attached attached) {
      seat(attached.occupant().id()).add(attached.session());
    } else if (event instanceof RoomEvent.Detached detached) {
      seat(detached.occupant().id()).remove(detached.session());
    } else if (event instanceof RoomEvent.Renamed renamed) {
      rename(renamed.occupant());
    }
    through.add(new Through(said.size(), nicknames.size() - 1, bytes));
  }

  private void rename(Occupant occupant) {
    present.put(occupant.id(), occupant.nickname().text());
    changed();
  }

  private void changed() {
    nicknames.add(List.copyOf(present.values()));
    changeOffsets.add(head());
  }

  private static String text(RoomEvent event) {
    if (event instanceof RoomEvent.Posted posted) {
      return posted.message().text();
    } else if (event instanceof RoomEvent.Whispered whispered) {
      return whispered.message().text();
    } else if (event instanceof RoomEvent.SubjectChanged changed) {
      return changed.subject().text();
    } else if (event instanceof RoomEvent.Kicked kicked) {
      return kicked.reason();
    }
    return event instanceof RoomEvent.Banned banned ? banned.ban().reason() : "";
  }

  /** Returns the offset of the last event. */
  long head() {
    return entries.size();
  }

  /** Returns the event at an offset; nothing when there is none. */
  @Nullable LogEntry at(long offset) {
    return offset >= 1 && offset <= entries.size() ? entries.get((int) offset - 1) : null;
  }

  /** Returns the events after an offset. */
  List<LogEntry> after(long offset) {
    return entries.subList((int) Math.min(offset, head()), entries.size());
  }

  /** Returns where the messages stand, of whomever, after an offset and through another one. */
  List<Long> said(long after, long last) {
    int from = through(after).messages;
    return said.subList(from, Math.max(from, through(last).messages));
  }

  /** Returns whether a message was deleted at or before an offset. */
  boolean isDeleted(long message, long by) {
    Long at = deletedAt.get(message);
    return at != null && at <= by;
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

  /** Returns who is here: their nicknames by the ids of their identities, in order of joining. */
  Map<String, String> present() {
    return present;
  }

  /** Returns the sessions through which an identity is here; none when it is not. */
  Set<String> seat(String identity) {
    return seats.getOrDefault(identity, Set.of());
  }

  /** Returns the sessions through which who left last was here. */
  Set<String> seatBefore() {
    return seatBefore;
  }

  private Through through(long offset) {
    return through.get((int) Math.min(offset, head()));
  }

  @Override
  public String toString() {
    return name + " " + epoch + "-" + head();
  }

  private record Through(int messages, int changes, long bytes) {}
}
