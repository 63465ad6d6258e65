package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatMessage;
import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Law 1: what a connection gets is in the order of the log, and as it stands there. */
final class OneOrder implements Law {

  static final String LAW = "law 1 (one order)";

  private final Breaches breaches;

  OneOrder(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Order(connection);
  }

  private final class Order implements Watch {

    private final SimulatedConnection connection;
    private long last;

    @Override
    public void moved() {
      last = 0;
    }

    Order(SimulatedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void wrote(Frame frame) {
      if (frame.event().equals("history")) {
        long before = 0;
        for (Object each : Fields.history(frame)) {
          before = place("message", each, before);
        }
        last = Math.max(last, before);
      } else if (Fields.offset(frame.data()) > 0) {
        last = place(frame.event(), frame.data(), last);
      }
    }

    private long place(String event, Object data, long before) {
      long offset = Fields.offset(data);
      breaches.expect(
          offset > before, LAW, () -> data + " comes after " + before + ", to " + connection);
      LogEntry entry = connection.room().at(offset);
      breaches.expect(
          entry != null && isOf(entry.event(), event, data),
          LAW,
          () -> event + " " + data + " comes where there is " + entry + ", to " + connection);
      return offset;
    }
  }

  private static boolean isOf(RoomEvent truth, String event, Object data) {
    return Fields.text(data, "id").equals(truth.position().toString())
        && Fields.text(data, "time").equals(truth.time().toString())
        && said(event, data).equals(expected(truth));
  }

  private static List<String> said(String event, Object data) {
    List<String> said = new ArrayList<>(List.of(event));
    for (String field : List.of("nickname", "msg", "to", "previous", "reason", "message")) {
      said.add(Fields.text(data, field));
    }
    return said;
  }

  private static List<String> expected(RoomEvent truth) {
    if (truth instanceof RoomEvent.Posted posted) {
      ChatMessage message = posted.message();
      return List.of("message", message.sender().text(), message.text(), "", "", "", "");
    } else if (truth instanceof RoomEvent.Whispered whispered) {
      ChatMessage message = whispered.message();
      String to = whispered.recipient().nickname().text();
      return List.of("whisper", message.sender().text(), message.text(), to, "", "", "");
    } else if (truth instanceof RoomEvent.Joined joined) {
      return about("joined", joined.occupant());
    } else if (truth instanceof RoomEvent.Renamed renamed) {
      String previous = renamed.previous().text();
      return List.of("renamed", renamed.occupant().nickname().text(), "", "", previous, "", "");
    } else if (truth instanceof RoomEvent.Left left) {
      String reason = left.reason().name().toLowerCase(Locale.ROOT);
      return List.of("left", left.occupant().nickname().text(), "", "", "", reason, "");
    } else if (truth instanceof RoomEvent.Kicked kicked) {
      String reason = kicked.reason();
      return List.of("kicked", kicked.occupant().nickname().text(), "", "", "", reason, "");
    } else if (truth instanceof RoomEvent.Muted muted) {
      return about("muted", muted.occupant());
    } else if (truth instanceof RoomEvent.Unmuted unmuted) {
      return about("unmuted", unmuted.occupant());
    } else if (truth instanceof RoomEvent.RoleChanged changed) {
      return about("role", changed.occupant());
    } else if (truth instanceof RoomEvent.Deleted deleted) {
      return List.of("deleted", "", "", "", "", "", deleted.target().toString());
    } else if (truth instanceof RoomEvent.SubjectChanged) {
      return List.of("subject", "", "", "", "", "", "");
    } else if (truth instanceof RoomEvent.AccessChanged) {
      return List.of("access", "", "", "", "", "", "");
    }
    return List.of("nothing that clients are told");
  }

  private static List<String> about(String event, Occupant occupant) {
    return List.of(event, occupant.nickname().text(), "", "", "", "", "");
  }
}
