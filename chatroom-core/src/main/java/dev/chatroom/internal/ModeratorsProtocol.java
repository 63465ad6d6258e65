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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol with which clients keep order. */
final class ModeratorsProtocol {

  private static final Set<String> EVENTS =
      Set.of("kick", "ban", "unban", "mute", "unmute", "role", "subject", "delete", "access");

  private static final int MAX_ID_CHARS = 256;

  private final Moderation moderation;
  private final Supplier<RoomAccess> access;
  private final Settings settings;

  /**
   * Makes it.
   *
   * @param moderation does what is asked for
   * @param access tells who may come in and speak now
   */
  ModeratorsProtocol(Moderation moderation, Supplier<RoomAccess> access, Settings settings) {
    this.moderation = moderation;
    this.access = access;
    this.settings = settings;
  }

  boolean knows(String event) {
    return EVENTS.contains(event);
  }

  /** Does what an event asks for; nothing when there is no such event, or it is malformed. */
  Optional<CompletionStage<Outcome>> command(String event, Fields data) {
    if (!isWellFormed(event, data)) {
      return Optional.empty();
    }
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
      case "access" -> access(data).map(moderation::changeAccess);
      default -> Optional.empty();
    };
  }

  /**
   * Returns whether what may be left out is there as what it has to be, or not there: one who mutes
   * for {@code "60"} does not mean for ever, and who sends no object at all does not mean to open
   * the room.
   */
  private static boolean isWellFormed(String event, Fields data) {
    return switch (event) {
      case "kick" -> data.mayHaveText("reason");
      case "ban" ->
          data.mayHaveText("reason")
              && data.mayHaveNumber("seconds")
              && data.mayHaveTruth("address");
      case "mute" -> data.mayHaveNumber("seconds");
      case "access" ->
          data.areThere()
              && data.mayHaveTruth("moderated")
              && data.mayHaveTruth("membersOnly")
              && data.mayHaveText("password");
      default -> true;
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

  /** What is not mentioned stays as it is; an empty password is none. */
  private Optional<RoomAccess> access(Fields data) {
    Optional<Boolean> moderated = data.truth("moderated");
    Optional<Boolean> membersOnly = data.truth("membersOnly");
    Optional<String> password = data.text("password");
    if (moderated.isEmpty() && membersOnly.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    RoomAccess now = access.get();
    RoomAccess then =
        now.moderated(moderated.orElse(now.moderated()))
            .membersOnly(membersOnly.orElse(now.membersOnly()));
    return Optional.of(password.map(plain -> then.password(sealed(plain))).orElse(then));
  }

  private @Nullable RoomPassword sealed(String plain) {
    return plain.isEmpty() ? null : RoomPassword.of(plain, settings.random());
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
