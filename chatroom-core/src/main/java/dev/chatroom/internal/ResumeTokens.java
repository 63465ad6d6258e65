package dev.chatroom.internal;

import dev.chatroom.Identity;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that make an anonymous connection the same identity again: 128 random bits, when it
 * expires, and a seal (HMAC-SHA-256, RFC 2104), so that nobody picks their own and nothing has to
 * be remembered. The first half of the seal travels; the second is the identity's id, which
 * therefore does not tell the token.
 *
 * <p>Safe for use by any thread.
 */
public final class ResumeTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int RANDOM_BYTES = 16;
  private static final int SEAL_BYTES = 16;
  private static final int BYTES = RANDOM_BYTES + Long.BYTES + SEAL_BYTES;
  private static final int CHARS = 54;
  private static final int KEY_BYTES = 32;
  private static final long NEVER = 0;

  private final SecretKeySpec key;
  private final @Nullable Duration lifetime;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Makes tokens.
   *
   * @param key seals them; made here when absent, so that no other process knows it
   * @param lifetime how long they are good; for good when absent
   * @param clock tells when they expire
   * @param random makes them
   */
  public ResumeTokens(
      byte @Nullable [] key, @Nullable Duration lifetime, Clock clock, RandomGenerator random) {
    byte[] secret = key == null ? new byte[KEY_BYTES] : key.clone();
    if (key == null) {
      random.nextBytes(secret);
    }
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.lifetime = lifetime;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A token with the identity that it stands for.
   *
   * @param identity who
   * @param text what travels
   */
  record Token(Identity identity, String text) {}

  /** Makes a token for an identity that has not been here before. */
  Token issue() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    long expires = lifetime == null ? NEVER : clock.instant().plus(lifetime).toEpochMilli();
    byte[] content =
        ByteBuffer.allocate(RANDOM_BYTES + Long.BYTES).put(bytes).putLong(expires).array();
    byte[] seal = seal(content);
    byte[] token = ByteBuffer.allocate(BYTES).put(content).put(seal, 0, SEAL_BYTES).array();
    return new Token(
        identity(seal, expires), Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** Reads a token that came from outside; nothing when it is none of ours, or has expired. */
  Optional<Token> read(String text) {
    if (text.length() != CHARS) {
      return Optional.empty();
    }
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOf(token, RANDOM_BYTES + Long.BYTES);
    byte[] seal = seal(content);
    byte[] given = Arrays.copyOfRange(token, RANDOM_BYTES + Long.BYTES, BYTES);
    long expires = ByteBuffer.wrap(content).getLong(RANDOM_BYTES);
    boolean isOurs = MessageDigest.isEqual(given, Arrays.copyOf(seal, SEAL_BYTES));
    boolean isGood = expires == NEVER || clock.millis() < expires;
    return isOurs && isGood
        ? Optional.of(new Token(identity(seal, expires), text))
        : Optional.empty();
  }

  private static Identity identity(byte[] seal, long expires) {
    String id = HexFormat.of().formatHex(seal, SEAL_BYTES, seal.length);
    return Identity.anonymous(id, expires == NEVER ? null : Instant.ofEpochMilli(expires));
  }

  private byte[] seal(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
