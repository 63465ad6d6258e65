package dev.chatroom.testkit.simulation;

import dev.chatroom.Moderation;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps order, whoever does it.
 *
 * @param kind what
 * @param nickname to whom
 * @param number for how many seconds; which message, counted from the last; or yes, when not 0
 */
record Order(Kind kind, String nickname, int number) {

  /** What may be done. */
  enum Kind {
    KICK,
    BAN,
    BAN_ADDRESS,
    MUTE,
    UNMUTE,
    ROLE,
    SUBJECT,
    DELETE,
    ACCESS
  }

  /** Returns what a client sends for it; nothing when there is no such message. */
  @Nullable Sent sent(RoomTruth room) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", nickname);
    switch (kind) {
      case KICK -> data.put("reason", "no " + number);
      case BAN -> data.put("seconds", number);
      case BAN_ADDRESS -> {
        data.put("seconds", number);
        data.put("address", true);
        return Sent.order("ban", data);
      }
      case MUTE -> data.put("seconds", number);
      case UNMUTE -> {
        // The nickname says it all.
      }
      case ROLE -> data.put("role", role().name().toLowerCase(Locale.ROOT));
      case SUBJECT -> data.put("subject", "about " + number);
      case ACCESS -> data.put("membersOnly", number != 0);
      case DELETE -> {
        Position message = message(room);
        if (message == null) {
          return null;
        }
        data.put("message", message.toString());
      }
      default -> throw new IllegalStateException("kind: " + kind);
    }
    return Sent.order(kind.name().toLowerCase(Locale.ROOT), data);
  }

  /** Lets somebody do it. */
  void by(Moderation somebody, RoomTruth room) {
    Duration duration = Duration.ofSeconds(number);
    var unused =
        switch (kind) {
          case KICK -> somebody.kick(nickname, "no " + number);
          case BAN -> somebody.ban(nickname, false, duration, "");
          case BAN_ADDRESS -> somebody.ban(nickname, true, duration, "");
          case MUTE -> somebody.mute(nickname, duration);
          case UNMUTE -> somebody.unmute(nickname);
          case ROLE -> somebody.changeRole(nickname, role());
          case SUBJECT -> somebody.changeSubject("about " + number);
          case ACCESS -> somebody.changeAccess(RoomAccess.OPEN.membersOnly(number != 0));
          case DELETE -> {
            Position message = message(room);
            yield message == null ? null : somebody.delete(message);
          }
        };
  }

  private Role role() {
    return switch (number % 3) {
      case 0 -> Role.VISITOR;
      case 1 -> Role.PARTICIPANT;
      default -> Role.MODERATOR;
    };
  }

  private @Nullable Position message(RoomTruth room) {
    List<Long> said = room.said(0, room.head());
    return number < said.size()
        ? new Position(room.epoch(), said.get(said.size() - 1 - number))
        : null;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case KICK -> "kicks \"" + nickname + "\"";
      case BAN -> "bans \"" + nickname + "\" for " + number + " s";
      case BAN_ADDRESS -> "bans \"" + nickname + "\" and the address for " + number + " s";
      case MUTE -> "mutes \"" + nickname + "\" for " + number + " s";
      case UNMUTE -> "unmutes \"" + nickname + "\"";
      case ROLE -> "makes \"" + nickname + "\" a " + role();
      case SUBJECT -> "changes the subject to " + number;
      case DELETE -> "deletes the last message but " + number;
      case ACCESS -> number == 0 ? "opens the room" : "closes the room to all but members";
    };
  }
}
