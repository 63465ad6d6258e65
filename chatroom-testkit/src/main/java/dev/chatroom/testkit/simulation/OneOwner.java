package dev.chatroom.testkit.simulation;

import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.LogEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Law 3: at every position a nickname's comparison key has at most one occupant, and who is refused
 * one is refused because another has it.
 */
final class OneOwner implements Law {

  static final String LAW = "law 3 (one owner)";

  private static final Set<String> TAKEN =
      Set.of(Refusal.NICKNAME_TAKEN.code(), Refusal.NICKNAME_CONFUSABLE.code());

  private final Breaches breaches;
  private final Map<RoomTruth, Owners> owners = new HashMap<>();

  OneOwner(Breaches breaches) {
    this.breaches = breaches;
  }

  private Owners of(RoomTruth room) {
    return owners.computeIfAbsent(room, each -> new Owners());
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    Owners here = of(room);
    RoomEvent event = entry.event();
    if (event instanceof RoomEvent.Joined joined) {
      here.own(joined.occupant(), event);
    } else if (event instanceof RoomEvent.Renamed renamed) {
      here.disown(renamed.occupant().id(), renamed.previous(), event);
      here.own(renamed.occupant(), event);
    } else if (event instanceof RoomEvent.Left left) {
      here.disown(left.occupant().id(), left.occupant().nickname(), event);
    }
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Claims(connection);
  }

  private final class Owners {

    private final Map<String, String> idByKey = new HashMap<>();
    private final Map<String, Long> freeSinceByKey = new HashMap<>();
    private final Map<String, String> keyByText = new HashMap<>();

    void own(Occupant occupant, RoomEvent event) {
      Nickname nickname = occupant.nickname();
      keyByText.put(nickname.text(), nickname.key());
      @Nullable String owner = idByKey.put(nickname.key(), occupant.id());
      breaches.expect(owner == null, LAW, () -> owner + " has the nickname of " + event);
    }

    void disown(String id, Nickname nickname, RoomEvent event) {
      freeSinceByKey.put(nickname.key(), event.position().offset());
      breaches.expect(
          idByKey.remove(nickname.key(), id),
          LAW,
          () -> "the nickname was not the occupant's at " + event);
    }

    /** Whether a nickname was another's at some position from an offset on, as far as is known. */
    boolean mayHaveBeenTaken(String text, String bySomebodyElseThan, long from) {
      @Nullable String key = keyByText.get(text);
      if (key == null) {
        return true;
      }
      @Nullable String owner = idByKey.get(key);
      return (owner != null && !owner.equals(bySomebodyElseThan))
          || freeSinceByKey.getOrDefault(key, 0L) > from;
    }
  }

  /** Whether it was another's in the log that the room had then, or has had since. */
  private boolean mayHaveBeenTaken(String text, String bySomebodyElseThan, Place from) {
    return owners.keySet().stream()
        .filter(each -> each.name().equals(from.room().name()))
        .anyMatch(
            each ->
                of(each)
                    .mayHaveBeenTaken(
                        text, bySomebodyElseThan, each == from.room() ? from.offset() : 0));
  }

  private record Place(RoomTruth room, long offset) {}

  private final class Claims implements Watch {

    private final SimulatedConnection connection;
    private final Map<Sent, Place> sentAt = new HashMap<>();

    Claims(SimulatedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void sent(Sent command) {
      sentAt.put(command, new Place(connection.room(), connection.room().head()));
    }

    @Override
    public void answered(Sent command, Map<String, Object> answer) {
      @Nullable Place from = sentAt.remove(command);
      if (from != null
          && command.data() instanceof String requested
          && TAKEN.contains(Fields.text(answer, "code"))) {
        breaches.expect(
            mayHaveBeenTaken(requested, connection.identity(), from),
            LAW,
            () -> "\"" + requested + "\" is free, and refused to " + connection);
      }
    }
  }
}
