package dev.chatroom.policy;

import dev.chatroom.Nickname;
import dev.chatroom.Refusal;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * RFC 8266 by the PRECIS library, behind a guard for what the library lets pass: it trims control
 * characters at the ends away, and it counts the variation selectors of plane 14 as letters.
 */
final class PrecisNicknames implements NicknamePolicy {

  /** U+2800, a symbol by category, has no dots: it looks like a space and would make a blank. */
  private static final int BRAILLE_BLANK = 0x2800;

  /** U+1D159, a symbol by category, is the head of a note that has none. */
  private static final int NULL_NOTEHEAD = 0x1D159;

  private final int maxCodePoints;
  private final PrecisProfile profile;

  PrecisNicknames(int maxCodePoints) {
    this(maxCodePoints, PrecisProfiles.NICKNAME);
  }

  PrecisNicknames(int maxCodePoints, PrecisProfile profile) {
    if (maxCodePoints < 1) {
      throw new IllegalArgumentException("maxCodePoints: " + maxCodePoints + " (expected: > 0)");
    }
    this.maxCodePoints = maxCodePoints;
    this.profile = profile;
  }

  @Override
  public Decision decide(String requested) {
    // Preparation takes time in proportion to the length, so what is hopeless is not prepared. NFKC
    // composes at most 4 code points into one (UAX #15), and outer spaces do not count.
    if (requested.length() > 8L * maxCodePoints + 64) {
      return refuse(Refusal.NICKNAME_TOO_LONG);
    }
    if (requested.codePoints().anyMatch(PrecisNicknames::cannotBeSeen)) {
      return refuse(Refusal.NICKNAME_ILLEGAL);
    }
    if (requested.isBlank() || requested.codePoints().allMatch(Character::isSpaceChar)) {
      return refuse(Refusal.NICKNAME_BLANK);
    }
    String text;
    String key;
    try {
      text = profile.enforce(requested);
      // Of the text and not of the request: the lower case of Σ depends on its neighbours, and NFKC
      // makes letters of what is none before, so that two who are shown alike could have two keys.
      key = profile.toComparableString(text);
    } catch (IllegalArgumentException notInTheFreeformClass) {
      return refuse(Refusal.NICKNAME_ILLEGAL);
    }
    if (isMark(text.codePointAt(0))) {
      // It would stand on whatever is shown before the nickname, or on nothing.
      return refuse(Refusal.NICKNAME_ILLEGAL);
    }
    if (text.codePointCount(0, text.length()) > maxCodePoints) {
      return refuse(Refusal.NICKNAME_TOO_LONG);
    }
    return new Decision.Accept(new Nickname(text, key));
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean cannotBeSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> codePoint == BRAILLE_BLANK || codePoint == NULL_NOTEHEAD || isIgnorable(codePoint);
    };
  }

  /**
   * Default_Ignorable_Code_Point of the Unicode Character Database (RFC 8264 §9.13), as far as the
   * general category does not tell.
   */
  private static boolean isIgnorable(int codePoint) {
    return codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || codePoint == 0xFFA0
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  private static Decision refuse(Refusal reason) {
    return new Refuse(reason);
  }
}
