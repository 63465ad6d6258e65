package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol that go to clients; see docs/protocol.md. */
final class Documented {

  static final String NICKNAME = "nickname";
  static final String MESSAGE = "message";

  static final String EPOCH_CHANGED = "epoch_changed";
  static final String LAGGED = "lagged";
  static final String UNKNOWN_POSITION = "unknown_position";

  private static final int MAX_ECHOED_CHARS = 64;

  private Documented() {}

  /** The frame of an event of the log. */
  static Frame frame(RoomEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    String name;
    if (event instanceof RoomEvent.Posted posted) {
      name = MESSAGE;
      data.put("nickname", posted.message().sender().text());
      data.put("msg", posted.message().text());
    } else if (event instanceof RoomEvent.Joined joined) {
      name = "joined";
      data.put("nickname", joined.occupant().nickname().text());
    } else if (event instanceof RoomEvent.Renamed renamed) {
      name = "renamed";
      data.put("nickname", renamed.occupant().nickname().text());
      data.put("previous", renamed.previous().text());
    } else {
      RoomEvent.Left left = (RoomEvent.Left) event;
      name = "left";
      data.put("nickname", left.occupant().nickname().text());
      data.put("reason", left.reason().name().toLowerCase(Locale.ROOT));
    }
    data.put("id", event.position().toString());
    data.put("time", event.time().toString());
    return new Frame(name, data);
  }

  static Frame nicknames(List<Occupant> occupants) {
    return new Frame(
        "nicknames", occupants.stream().map(occupant -> occupant.nickname().text()).toList());
  }

  static Frame history(List<Frame> messages) {
    return new Frame("history", messages);
  }

  static Frame reset(String reason) {
    return new Frame("reset", Map.of("reason", reason));
  }

  static Frame closed(CloseReason reason) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", reason.number());
    data.put("reason", reason.code());
    data.put("reconnect", reason.reconnect());
    return new Frame("closed", data);
  }

  /** The event is named by the client, so it may be anything. */
  static Frame refused(@Nullable String event, Outcome.Refused refusal) {
    String name = event == null ? "" : event;
    String shown = name.substring(0, Math.min(name.length(), MAX_ECHOED_CHARS));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("event", Utf8.wellFormed(shown));
    data.putAll(answer(refusal));
    return new Frame("refused", data);
  }

  /** What answers a refused command. */
  static Map<String, Object> answer(Outcome.Refused refusal) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("msg", refusal.text());
    data.put("code", refusal.code());
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      data.put("retryAfter", retryAfter.toMillis());
    }
    return data;
  }

  /** What answers an accepted command, with whatever else there is to say. */
  static Map<String, Object> ok(String name, String value) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("msg", "ok");
    data.put(name, value);
    return data;
  }
}
