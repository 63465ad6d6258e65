package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.CloseReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol that go to clients; see docs/protocol.md. */
final class Documented {

  static final String MESSAGE = "message";
  static final String SUBJECT = "subject";

  static final String EPOCH_CHANGED = "epoch_changed";
  static final String LAGGED = "lagged";
  static final String UNKNOWN_POSITION = "unknown_position";

  private static final int MAX_ECHOED_CHARS = 64;

  private Documented() {}

  /** The frame of an event of the log that clients are told of. */
  static Frame frame(RoomEvent event, Metrics metrics) {
    String name =
        event instanceof RoomEvent.Posted ? MESSAGE : describe(event, new LinkedHashMap<>());
    // There are as many as events in all logs: what nobody counts takes no more than it must.
    return metrics.isOn()
        ? new Frame(
            name,
            () -> {
              metrics.noteEncoded(name);
              return data(event);
            })
        : new Frame(name, () -> data(event));
  }

  private static Map<String, Object> data(RoomEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    describe(event, data);
    data.put("id", event.position().toString());
    data.put("time", event.time().toString());
    return data;
  }

  /** A message as it stands in a page of history. */
  static Map<String, Object> message(ChatMessage message) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", message.sender().text());
    data.put("msg", message.text());
    data.put("id", message.position().toString());
    data.put("time", message.time().toString());
    return data;
  }

  private static String describe(RoomEvent event, Map<String, Object> data) {
    if (event instanceof RoomEvent.Posted posted) {
      data.put("nickname", posted.message().sender().text());
      data.put("msg", posted.message().text());
      return MESSAGE;
    } else if (event instanceof RoomEvent.Whispered whispered) {
      data.put("nickname", whispered.message().sender().text());
      data.put("msg", whispered.message().text());
      data.put("to", whispered.recipient().nickname().text());
      return "whisper";
    } else if (event instanceof RoomEvent.Joined joined) {
      data.put("nickname", joined.occupant().nickname().text());
      data.put("role", word(joined.occupant().role()));
      return "joined";
    } else if (event instanceof RoomEvent.Renamed renamed) {
      data.put("nickname", renamed.occupant().nickname().text());
      data.put("previous", renamed.previous().text());
      return "renamed";
    } else if (event instanceof RoomEvent.Left left) {
      data.put("nickname", left.occupant().nickname().text());
      data.put("reason", word(left.reason()));
      return "left";
    }
    return describeModeration(event, data);
  }

  private static String describeModeration(RoomEvent event, Map<String, Object> data) {
    if (event instanceof RoomEvent.SubjectChanged changed) {
      data.putAll(content(changed.subject()));
      return SUBJECT;
    } else if (event instanceof RoomEvent.Deleted deleted) {
      data.put("message", deleted.target().toString());
      by(deleted.by(), data);
      return "deleted";
    } else if (event instanceof RoomEvent.Kicked kicked) {
      data.put("nickname", kicked.occupant().nickname().text());
      data.put("reason", kicked.reason());
      by(kicked.by(), data);
      return "kicked";
    } else if (event instanceof RoomEvent.Muted muted) {
      data.put("nickname", muted.occupant().nickname().text());
      if (muted.until() != null) {
        data.put("until", muted.until().toString());
      }
      by(muted.by(), data);
      return "muted";
    } else if (event instanceof RoomEvent.Unmuted unmuted) {
      data.put("nickname", unmuted.occupant().nickname().text());
      by(unmuted.by(), data);
      return "unmuted";
    } else if (event instanceof RoomEvent.RoleChanged changed) {
      data.put("nickname", changed.occupant().nickname().text());
      data.put("role", word(changed.occupant().role()));
      by(changed.by(), data);
      return "role";
    } else if (event instanceof RoomEvent.AccessChanged changed) {
      data.put("moderated", changed.access().moderated());
      data.put("membersOnly", changed.access().membersOnly());
      data.put("password", changed.access().password() != null);
      by(changed.by(), data);
      return "access";
    }
    throw new IllegalArgumentException("event: " + event + " (expected: one for clients)");
  }

  private static void by(@Nullable Nickname by, Map<String, Object> data) {
    if (by != null) {
      data.put("by", by.text());
    }
  }

  private static Map<String, Object> content(Subject subject) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("subject", subject.text());
    by(subject.by(), data);
    return data;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static Frame nicknames(List<Occupant> occupants) {
    return new Frame(
        "nicknames", occupants.stream().map(occupant -> occupant.nickname().text()).toList());
  }

  /** What stands for the list in a room that has too many for one. */
  static Frame count(int occupants) {
    return new Frame("occupants", Map.of("count", occupants));
  }

  /** Tells a session who it is, where it did not ask. */
  static Frame self(@Nullable Occupant occupant) {
    if (occupant == null) {
      return new Frame("self", Map.of());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", occupant.nickname().text());
    data.put("role", word(occupant.role()));
    return new Frame("self", data);
  }

  static Frame subject(Subject subject) {
    Map<String, Object> data = content(subject);
    data.put("time", subject.time().toString());
    return new Frame(SUBJECT, data);
  }

  static Frame signal(Signal signal) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", signal.nickname().text());
    data.put("signal", signal.name());
    return new Frame("signal", data);
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
      // Rounded up: who waits for so long is not too early.
      data.put("retryAfter", retryAfter.plusNanos(999_999).toMillis());
    }
    return data;
  }
}
