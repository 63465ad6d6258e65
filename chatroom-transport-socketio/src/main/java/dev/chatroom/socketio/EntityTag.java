package dev.chatroom.socketio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What tells one version of a file from another (RFC 9110 §8.8.3); strong.
 *
 * @param value with its quotes
 */
record EntityTag(String value) {

  /** One tag of a list; the tag itself, which may have commas in it, is the group. */
  private static final Pattern LISTED =
      Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

  private static final int DIGEST_BYTES = 15;

  /** Returns the tag of a content, or of what changes with the content. */
  static EntityTag of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      byte[] beginning = Arrays.copyOf(digest, DIGEST_BYTES);
      return new EntityTag('"' + Base64.getUrlEncoder().encodeToString(beginning) + '"');
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new AssertionError(everyPlatformHasIt);
    }
  }

  static EntityTag of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns whether a client has this version (RFC 9110 §13.1.2): it compares weakly.
   *
   * @param ifNoneMatch the header, as often as it was sent
   */
  boolean isAmong(List<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .anyMatch(
            each ->
                each.trim().equals("*")
                    || LISTED
                        .matcher(each)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .anyMatch(value::equals));
  }
}
