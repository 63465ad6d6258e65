package dev.chatroom.confusables;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/**
 * The skeleton of UTS #39 §4 for text whose case does not count.
 *
 * <p>A skeleton is of text as it is shown: {@code I} has that of {@code l}, and {@code i} has not;
 * {@code 0} has that of {@code O}, and not that of {@code o}. Here a letter and its capital have
 * one skeleton. It is what the small letter looks like if that is a Latin letter or a digit,
 * otherwise what the capital looks like if that is one, otherwise again what the small letter looks
 * like. To unite all that the two look like would unite {@code n} and {@code v}, by {@code Ν} and
 * {@code ν}; it is done for {@code i} and {@code l} alone, because {@code I} for {@code l} is what
 * everybody tries.
 *
 * <p>Safe for use by any thread: the checker is, by its documentation, once it is built.
 */
final class CaselessSkeleton {

  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

  private final SpoofChecker checker =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

  /**
   * Returns what nicknames that look alike have in common.
   *
   * @param key a nickname as it is compared, in small letters
   * @return its skeleton; the key itself where nothing of it can be seen
   */
  String of(String key) {
    String before = key;
    String skeleton = mapped(before);
    // What a character looks like may be a capital, or have a capital that looks like more. It ends
    // because it ends for each character alone; a test tries them all.
    while (!skeleton.equals(before)) {
      before = skeleton;
      skeleton = mapped(before);
    }
    return skeleton.isEmpty() ? key : skeleton;
  }

  private String mapped(String text) {
    StringBuilder mapped = new StringBuilder(text.length());
    NFD.normalize(text).codePoints().forEach(each -> mapped.append(lookOf(each)));
    return NFD.normalize(mapped);
  }

  private String lookOf(int codePoint) {
    String small = lookAsShown(codePoint);
    // U+0345, a mark, has a capital that is a letter.
    if (!isLatinOrDigits(small) && UCharacter.isLetter(codePoint)) {
      String capital = lookAsShown(UCharacter.toUpperCase(codePoint));
      return isLatinOrDigits(capital) ? capital : small;
    }
    return small;
  }

  /** In small letters, one by one: the small letter of Σ would depend on its neighbours. */
  private String lookAsShown(int codePoint) {
    StringBuilder look = new StringBuilder();
    checker
        .getSkeleton(UCharacter.toString(codePoint))
        .codePoints()
        .map(UCharacter::toLowerCase)
        .map(each -> each == 'i' ? 'l' : each)
        .forEach(look::appendCodePoint);
    return look.toString();
  }

  private static boolean isLatinOrDigits(String look) {
    return look.chars().allMatch(each -> (each >= 'a' && each <= 'z') || isDigit(each));
  }

  private static boolean isDigit(int each) {
    return each >= '0' && each <= '9';
  }
}
