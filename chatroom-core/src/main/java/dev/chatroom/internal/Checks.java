package dev.chatroom.internal;

import dev.chatroom.Identity;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;
import dev.chatroom.policy.MessageFilter;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.Refuse;
import dev.chatroom.policy.RolePolicy;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application's policies, and bears whatever they do: what one throws is a refusal, and is
 * logged.
 *
 * <p>Safe for use by any thread. Nothing is held while a policy is asked.
 */
final class Checks {

  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
  private static final int MAX_KEY_CHARS = 64;
  private static final Refuse FAILED = new Refuse(Refusal.INTERNAL_ERROR);

  /** That something may be done. */
  static final Checked<Boolean> YES = new Checked.Passed<>(true);

  private final Settings settings;
  private final RoomName room;
  private final Identity identity;

  Checks(Settings settings, RoomName room, Identity identity) {
    this.settings = settings;
    this.room = room;
    this.identity = identity;
  }

  /** The nickname to use for what was asked for. */
  Checked<Nickname> nickname(String requested) {
    NicknamePolicy policy = settings.policies().nicknames();
    NicknamePolicy.Decision decision =
        asked("nickname policy", () -> policy.decide(requested), FAILED);
    if (decision instanceof Refuse refuse) {
      return stopped(refuse);
    }
    Nickname nickname = ((NicknamePolicy.Decision.Accept) decision).nickname();
    return nickname.key().equals(settings.roomNickname().key())
        ? stopped(Refusal.NICKNAME_RESERVED)
        : new Checked.Passed<>(nickname);
  }

  /** What one is who joins. */
  Checked<Role> role(RoomAccess access) {
    RolePolicy policy = settings.policies().roles();
    return asked(
        "role policy",
        () -> new Checked.Passed<>(Objects.requireNonNull(policy.role(identity, room, access))),
        stopped(Refusal.INTERNAL_ERROR));
  }

  /** Whether one may. */
  Checked<Boolean> permission(
      PermissionPolicy.Action action, @Nullable Occupant occupant, @Nullable Occupant target) {
    PermissionPolicy.Request request =
        new PermissionPolicy.Request(room, identity, occupant, action, target);
    PermissionPolicy.Decision decision =
        asked("permission policy", () -> settings.policies().permissions().decide(request), FAILED);
    return decision instanceof Refuse refuse ? stopped(refuse) : YES;
  }

  /** The text to say: well-formed, visible, not too long, and as the filters want it. */
  Checked<String> text(String text, boolean isPrivate) {
    Checked<String> said = sayable(text);
    for (MessageFilter filter : settings.policies().filters()) {
      said = said.then(each -> filtered(filter, each, isPrivate));
    }
    return said;
  }

  private Checked<String> filtered(MessageFilter filter, String text, boolean isPrivate) {
    MessageFilter.Said said = new MessageFilter.Said(room, identity, text, isPrivate);
    MessageFilter.Decision decision = asked("message filter", () -> filter.filter(said), FAILED);
    if (decision instanceof Refuse refuse) {
      return stopped(refuse);
    }
    return decision instanceof MessageFilter.Decision.Replace replace
        ? sayable(replace.text())
        : new Checked.Passed<>(text);
  }

  /** The text, if it is visible and not too long, made well-formed. */
  Checked<String> sayable(String text) {
    if (isInvisible(text)) {
      return stopped(Refusal.MESSAGE_EMPTY);
    }
    String wellFormed = Utf8.wellFormed(text);
    return Utf8.length(wellFormed) > settings.maxMessageBytes()
        ? stopped(Refusal.MESSAGE_TOO_LONG)
        : new Checked.Passed<>(wellFormed);
  }

  private static boolean isInvisible(String text) {
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (!isInvisible(codePoint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }

  /** Whether a key can be one, where there is one. */
  Checked<Boolean> key(@Nullable String key) {
    return key != null && (key.isEmpty() || key.length() > MAX_KEY_CHARS)
        ? stopped(Refusal.MALFORMED)
        : YES;
  }

  <T> Checked<T> stopped(Refusal reason) {
    return new Checked.Stopped<>(settings.texts().of(reason));
  }

  private <T> Checked<T> stopped(Refuse refuse) {
    return new Checked.Stopped<>(settings.texts().of(refuse));
  }

  private static <T> T asked(String policy, Supplier<T> question, T otherwise) {
    try {
      return Objects.requireNonNull(question.get(), "decision");
    } catch (RuntimeException | Error failure) {
      LOG.error("{} failed; the command is refused", policy, failure);
      return otherwise;
    }
  }
}
