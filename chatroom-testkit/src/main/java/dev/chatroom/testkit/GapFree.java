package dev.chatroom.testkit;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Law 2, for messages: from its attachment on, or from the id after which it wanted to go on, a
 * connection gets each message once, without a gap, or a reset with a reason that is true, and a
 * history to go on from.
 */
final class GapFree implements Law {

  static final String LAW = "law 2 (gap-free or told)";

  private final Shape shape;
  private final Breaches breaches;

  GapFree(Shape shape, Breaches breaches) {
    this.shape = shape;
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Messages(connection);
  }

  private final class Messages implements Watch {

    private final SimulatedConnection connection;
    private final RoomTruth room;

    /** How many messages the client has, or does without; the next is to be the one after. */
    private int next;

    /** The last offset that it is known to have reached. */
    private long place;

    private boolean begun;
    private boolean reset;

    Messages(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
      String since = connection.since();
      this.place = since == null ? connection.attachedAt() : Fields.offset(since);
      this.next = room.messagesThrough(place);
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "reset" -> reset(Fields.text(frame.data(), "reason"));
        case "history" -> history(Fields.history(frame));
        case "message" -> message(frame.data());
        case "nicknames" -> begin();
        default -> {
          // Is no message, and begins nothing.
        }
      }
      place = Math.max(place, Fields.offset(frame.data()));
    }

    private void reset(String reason) {
      long told = connection.told();
      boolean isTrue =
          switch (reason) {
            case "lagged" ->
                told - place > shape.logEvents()
                    || room.bytes(place, told) > shape.logBytes()
                    || place < connection.toldFrom();
            case "unknown_position" -> !begun && connection.since() != null && place > told;
            default -> false;
          };
      String where = " at " + place + " of " + told;
      breaches.expect(isTrue, LAW, () -> "reset " + reason + where + " comes to " + connection);
      reset = true;
      begun = true;
    }

    private void history(List<Object> messages) {
      breaches.expect(
          reset || (!begun && connection.since() == null),
          LAW,
          () -> "a history that nobody asked for comes to " + connection);
      if (messages.isEmpty()) {
        next = room.messagesThrough(connection.told());
      } else {
        next = room.messagesThrough(Fields.offset(messages.get(0))) - 1;
        messages.forEach(this::follows);
      }
      place = reset ? connection.told() : place;
      reset = false;
      begun = true;
    }

    private void message(Object data) {
      breaches.expect(!reset, LAW, () -> "a reset without a history comes to " + connection);
      begin();
      follows(data);
    }

    private void follows(Object data) {
      RoomEvent.@Nullable Posted expected = room.message(next);
      next++;
      breaches.expect(
          expected != null && expected.position().offset() == Fields.offset(data),
          LAW,
          () ->
              Fields.text(data, "id")
                  + " comes where "
                  + (expected == null ? "nothing" : expected.position())
                  + " was to come, to "
                  + connection);
      place = Math.max(place, Fields.offset(data));
    }

    /** Who wants changes, and no history to begin with, begins where the first list is. */
    private void begin() {
      if (!begun && connection.isDelta() && connection.since() == null) {
        next = room.messagesThrough(connection.told());
      }
      begun = true;
    }

    @Override
    public void settled() {
      breaches.expect(
          next == room.messages() && !reset,
          LAW,
          () -> "of " + room.messages() + " messages " + next + " have come to " + connection);
    }
  }
}
