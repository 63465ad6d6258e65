package dev.chatroom.chaos.client;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who somebody is in the log: the second half of the seal of the token, which is not told to
 * clients. The nodes have the same key.
 *
 * @param key what seals, in hexadecimal digits
 */
public record Identities(String key) {

  private static final int SEALED_BYTES = 24;
  private static final int TOLD_BYTES = 16;

  /** Returns the identity that a token is for. */
  public String of(String token) {
    byte[] sealed = Arrays.copyOf(Base64.getUrlDecoder().decode(token), SEALED_BYTES);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
      byte[] seal = mac.doFinal(sealed);
      return "~" + HexFormat.of().formatHex(seal, TOLD_BYTES, seal.length);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
