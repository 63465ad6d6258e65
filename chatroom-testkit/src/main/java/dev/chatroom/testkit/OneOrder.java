package dev.chatroom.testkit;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
        && says(truth, event, data);
  }

  private static boolean says(RoomEvent truth, String event, Object data) {
    String nickname = Fields.text(data, "nickname");
    @Nullable String expected;
    if (truth instanceof RoomEvent.Posted posted) {
      expected = "message " + posted.message().sender() + " " + posted.message().text();
    } else if (truth instanceof RoomEvent.Joined joined) {
      expected = "joined " + joined.occupant().nickname() + " ";
    } else if (truth instanceof RoomEvent.Renamed renamed) {
      expected = "renamed " + renamed.occupant().nickname() + " " + renamed.previous();
    } else {
      RoomEvent.Left left = (RoomEvent.Left) truth;
      expected =
          "left "
              + left.occupant().nickname()
              + " "
              + left.reason().name().toLowerCase(Locale.ROOT);
    }
    String rest =
        Fields.text(data, "msg") + Fields.text(data, "previous") + Fields.text(data, "reason");
    return expected.equals(event + " " + nickname + " " + rest);
  }
}
