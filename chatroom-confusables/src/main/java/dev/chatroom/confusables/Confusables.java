package dev.chatroom.confusables;

import dev.chatroom.Nickname;
import dev.chatroom.policy.NicknamePolicy;
import java.util.function.UnaryOperator;

/**
 * Nickname policies that know which nicknames look alike: {@code paypal} with Cyrillic letters,
 * {@code paypa1}, {@code paypaI}.
 *
 * <pre>{@code
 * NicknamePolicy standard = NicknamePolicy.precis(32);
 * NicknamePolicy strict = Confusables.refusing(standard);
 * NicknamePolicy lenient = Confusables.warning(standard);
 * }</pre>
 *
 * <p>Which characters look alike is what UTS #39 §4 says, and in addition capital letters count:
 * nicknames are compared without their case but shown with it, and a Cyrillic {@code Т} looks like
 * the Latin one although {@code т} does not look like {@code t}. So of two nicknames that differ in
 * case only both look like whatever one of them looks like, and {@code i} and {@code l} are one,
 * since {@code I} and {@code l} look the same. Among Chinese characters it is those of which
 * Unicode says so: 土 and 士, 未 and 末, 日 and 曰 are alike, 己 and 已 are not. Nothing is refused for
 * mixing scripts.
 *
 * <p>Not found are: a Greek {@code Ν} or {@code Υ} for {@code N} or {@code Y}, because the small
 * letters look like {@code v} and {@code u}, and few rarer ones of that kind; and what looks alike
 * only where writing from right to left meets digits.
 *
 * <p>What looks alike is data that changes with the version of ICU. Nodes that share a backplane
 * must agree on it: while they do not, two look-alikes of which the versions disagree may both be
 * there.
 *
 * <p>The policies are safe for use by any thread, as far as the one they wrap is, do not block, and
 * pass its refusals on as they are.
 */
public final class Confusables {

  private Confusables() {}

  /**
   * Makes nicknames that look alike the same nickname: while one is taken, the others are refused
   * with {@link dev.chatroom.Refusal#NICKNAME_TAKEN}. Of two who race, one wins, also on several
   * nodes.
   *
   * @param base prepares nicknames, and refuses for other reasons
   * @return the policy
   */
  public static NicknamePolicy refusing(NicknamePolicy base) {
    CaselessSkeleton skeleton = new CaselessSkeleton();
    return changing(
        base,
        nickname ->
            new Nickname(
                nickname.text(), skeleton.of(nickname.key()), skeleton.of(nickname.lookalike())));
  }

  /**
   * Lets nicknames that look alike be different ones, and marks them by {@link
   * Nickname#lookalike()}, so that the room can warn.
   *
   * @param base prepares nicknames, and refuses for other reasons
   * @return the policy
   */
  public static NicknamePolicy warning(NicknamePolicy base) {
    CaselessSkeleton skeleton = new CaselessSkeleton();
    return changing(
        base,
        nickname ->
            new Nickname(nickname.text(), nickname.key(), skeleton.of(nickname.lookalike())));
  }

  private static NicknamePolicy changing(NicknamePolicy base, UnaryOperator<Nickname> change) {
    return requested -> {
      NicknamePolicy.Decision decision = base.decide(requested);
      return decision instanceof NicknamePolicy.Decision.Accept accept
          ? new NicknamePolicy.Decision.Accept(change.apply(accept.nickname()))
          : decision;
    };
  }
}
