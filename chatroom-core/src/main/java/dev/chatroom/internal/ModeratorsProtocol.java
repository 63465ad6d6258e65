package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.Moderation;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomPassword;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol with which clients keep order. */
final class ModeratorsProtocol {

  private static final Set<String> EVENTS =
      Set.of("kick", "ban", "unban", "mute", "unmute", "role", "subject", "delete", "access");

  private static final int MAX_ID_CHARS = 256;

  private final Moderation moderation;
  private final Settings settings;

  ModeratorsProtocol(Moderation moderation, Settings settings) {
    this.moderation = moderation;
    this.settings = settings;
  }

  boolean knows(String event) {
    return EVENTS.contains(event);
  }

  /** Does what an event asks for; nothing when there is no such event, or it is malformed. */
  Optional<CompletionStage<Outcome>> command(String event, Fields data) {
    Optional<String> nickname = data.text("nickname");
    String reason = data.text("reason").orElse("");
    @Nullable Duration duration =
        data.number("seconds").map(ModeratorsProtocol::seconds).orElse(null);
    return switch (event) {
      case "kick" -> nickname.map(who -> moderation.kick(who, reason));
      case "ban" -> {
        boolean addressesToo = data.truth("address").orElse(false);
        yield nickname.map(who -> moderation.ban(who, addressesToo, duration, reason));
      }
      case "unban" -> unban(data);
      case "mute" -> nickname.map(who -> moderation.mute(who, duration));
      case "unmute" -> nickname.map(moderation::unmute);
      case "role" ->
          nickname.flatMap(
              who ->
                  data.text("role")
                      .flatMap(ModeratorsProtocol::role)
                      .map(role -> moderation.changeRole(who, role)));
      case "subject" -> data.text("subject").map(moderation::changeSubject);
      case "delete" -> data.text("message").flatMap(Position::parse).map(moderation::delete);
      case "access" -> Optional.of(moderation.changeAccess(access(data)));
      default -> Optional.empty();
    };
  }

  private Optional<CompletionStage<Outcome>> unban(Fields data) {
    for (Ban.Kind kind : Ban.Kind.values()) {
      Optional<String> value =
          data.text(Documented.word(kind)).filter(each -> each.length() <= MAX_ID_CHARS);
      if (value.isPresent()) {
        return Optional.of(moderation.unban(kind, value.get()));
      }
    }
    return Optional.empty();
  }

  private RoomAccess access(Fields data) {
    RoomPassword password =
        data.text("password")
            .filter(plain -> !plain.isEmpty())
            .map(plain -> RoomPassword.of(plain, settings.random()))
            .orElse(null);
    return new RoomAccess(
        data.truth("moderated").orElse(false), data.truth("membersOnly").orElse(false), password);
  }

  /** Beyond what a duration can be, it is as good as for ever. */
  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(Math.max(0, seconds));
  }

  private static Optional<Role> role(String word) {
    return Arrays.stream(Role.values())
        .filter(each -> Documented.word(each).equals(word))
        .findFirst();
  }
}
