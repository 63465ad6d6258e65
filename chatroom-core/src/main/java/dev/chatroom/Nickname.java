package dev.chatroom;

/**
 * What people see, with the key that decides whether two are the same.
 *
 * <p>Two nicknames with one key cannot be in a room at the same time. A {@link
 * dev.chatroom.policy.NicknamePolicy} makes all parts from what was asked for.
 *
 * @param text as it is shown; never empty
 * @param key as it is compared (RFC 8266 §2.4); never empty
 * @param lookalike two nicknames with the same one look alike to people although their keys differ
 *     (UTS #39 §4); a policy that does not tell sets it to the key
 */
public record Nickname(String text, String key, String lookalike) {

  /**
   * Checks that no part is empty.
   *
   * @param text as it is shown
   * @param key as it is compared (RFC 8266 §2.4)
   * @param lookalike two nicknames with the same one look alike to people although their keys
   *     differ (UTS #39 §4)
   */
  public Nickname {
    if (text.isEmpty() || key.isEmpty() || lookalike.isEmpty()) {
      throw new IllegalArgumentException("nickname: empty (expected: a text and a key)");
    }
  }

  /**
   * Makes a nickname of which it is not known what it looks like.
   *
   * @param text as it is shown
   * @param key as it is compared
   */
  public Nickname(String text, String key) {
    this(text, key, key);
  }

  @Override
  public String toString() {
    return text;
  }
}
