package dev.chatroom;

/**
 * What people see, with the key that decides whether two are the same.
 *
 * <p>Two nicknames with one key cannot be in a room at the same time. A {@link
 * dev.chatroom.policy.NicknamePolicy} makes both from what was asked for.
 *
 * @param text as it is shown; never empty
 * @param key as it is compared (RFC 8266 §2.4); never empty
 */
public record Nickname(String text, String key) {

  /** Checks that neither is empty. */
  public Nickname {
    if (text.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("nickname: empty (expected: a text and a key)");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
