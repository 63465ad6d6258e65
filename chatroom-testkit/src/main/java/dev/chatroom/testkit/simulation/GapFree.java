package dev.chatroom.testkit.simulation;

import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.util.List;

/**
 * Law 2, for messages: from its attachment on, or from the id after which it wanted to go on, a
 * connection gets each message once, without a gap, or a reset with a reason that is true, and a
 * history to go on from. Private messages come to the two whom they concern and to nobody else, and
 * what was deleted does not come to who has not read it.
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

    /** Up to here the client has everything, or does without. */
    private long through;

    /** The last offset that it is known to have reached. */
    private long place;

    private boolean begun;
    private boolean moved;
    private boolean reset;

    Messages(SimulatedConnection connection) {
      this.connection = connection;
      this.place =
          connection.sinceHere() == null ? connection.attachedAt() : connection.sinceHere();
      this.through = place;
    }

    private RoomTruth room() {
      return connection.room();
    }

    @Override
    public void moved() {
      moved = true;
      Long since = connection.sinceHere();
      if (!begun && since != null) {
        place = since;
        through = since;
      }
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "reset" -> reset(Fields.text(frame.data(), "reason"));
        case "history" -> history(Fields.history(frame));
        case "message", "whisper" -> message(frame.data());
        case "nicknames", "occupants" -> begin();
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
            case "lagged" -> isGone(place);
            case "unknown_position" -> !begun && connection.sinceHere() != null && place > told;
            case "epoch_changed" ->
                moved || (!begun && connection.since() != null && connection.sinceHere() == null);
            default -> false;
          };
      String where = " at " + place + " of " + told;
      breaches.expect(isTrue, LAW, () -> "reset " + reason + where + " comes to " + connection);
      reset = true;
      begun = true;
      moved = false;
      place = told;
    }

    /** Whether its node may not have kept all that comes after an offset. */
    private boolean isGone(long offset) {
      long told = connection.told();
      return told - offset > shape.logEvents()
          || room().bytes(offset, told) > shape.logBytes()
          || offset < connection.toldFrom();
    }

    private void history(List<Object> messages) {
      breaches.expect(
          reset || (!begun && connection.since() == null),
          LAW,
          () -> "a history that nobody asked for comes to " + connection);
      long last = through;
      if (reset) {
        last = connection.told();
      } else {
        begin();
        last = through;
      }
      long before = -1;
      for (Object each : messages) {
        long offset = Fields.offset(each);
        isNotDeleted(offset);
        if (before >= 0) {
          misses(before, offset, false);
        }
        before = offset;
      }
      if (before >= 0) {
        misses(before, last + 1, false);
      }
      through = Math.max(before, last);
      reset = false;
    }

    private void message(Object data) {
      breaches.expect(!reset, LAW, () -> "a reset without a history comes to " + connection);
      begin();
      long offset = Fields.offset(data);
      breaches.expect(
          offset > through, LAW, () -> data + " comes once more, or too late, to " + connection);
      misses(through, offset, true);
      isNotDeleted(offset);
      breaches.expect(isVisible(offset), LAW, () -> data + " is not for " + connection.identity());
      through = offset;
    }

    private void isNotDeleted(long offset) {
      breaches.expect(
          !room().isDeleted(offset, connection.toldBefore()),
          LAW,
          () -> offset + " was deleted before it comes to " + connection);
    }

    /** Between two offsets, both not included, there is nothing that the client should have had. */
    private void misses(long after, long before, boolean privateToo) {
      for (long each : room().said(after, before - 1)) {
        boolean isShown = isVisible(each) && (privateToo || isForAll(each));
        breaches.expect(
            !isShown || room().isDeleted(each, connection.told()),
            LAW,
            () -> each + " of " + room() + " is missing before " + before + ", to " + connection);
      }
    }

    private boolean isForAll(long offset) {
      LogEntry entry = room().at(offset);
      return entry != null && entry.event() instanceof RoomEvent.Posted;
    }

    private boolean isVisible(long offset) {
      LogEntry entry = room().at(offset);
      if (entry != null && entry.event() instanceof RoomEvent.Whispered whispered) {
        String identity = connection.identity();
        return whispered.recipient().id().equals(identity)
            || whispered.message().author().equals(identity);
      }
      return entry != null && entry.event() instanceof RoomEvent.Posted;
    }

    /**
     * Who wants lists begins where the room stood at the attachment, if that is still known; who
     * wants changes, where the first list is.
     */
    private void begin() {
      if (!begun && connection.since() == null) {
        boolean later = connection.isDelta() || moved || isGone(through);
        through = later ? connection.told() : through;
      }
      begun = true;
      moved = false;
    }

    @Override
    public void settled() {
      breaches.expect(!reset, LAW, () -> "a reset without a history came to " + connection);
      misses(through, room().head() + 1, true);
    }
  }
}
