package dev.chatroom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The password of a room (XEP-0045 §7.2.6), as it is kept: salted and digested, so that whoever
 * reads the log does not learn it. It is a secret that many share, and not fit to protect a person.
 *
 * @param salt 16 random bytes, in hexadecimal
 * @param digest SHA-256 of the salt's text and the password, in hexadecimal
 */
public record RoomPassword(String salt, String digest) {

  private static final int SALT_BYTES = 16;

  /**
   * Makes a password.
   *
   * @param plain what people have to know; not empty
   * @param random makes the salt
   * @return the password
   */
  public static RoomPassword of(String plain, RandomGenerator random) {
    if (plain.isEmpty()) {
      throw new IllegalArgumentException("plain: empty (expected: a password)");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String text = HexFormat.of().formatHex(salt);
    return new RoomPassword(text, digest(text, plain));
  }

  /**
   * Compares, in a time that does not tell how much of it was right.
   *
   * @param plain what somebody says it is; anything
   * @return whether it is
   */
  public boolean is(String plain) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII),
        digest(salt, plain).getBytes(StandardCharsets.US_ASCII));
  }

  private static String digest(String salt, String plain) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "RoomPassword";
  }
}
