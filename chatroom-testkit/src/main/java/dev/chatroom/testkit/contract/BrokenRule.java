package dev.chatroom.testkit.contract;

/** Says which rule is broken, why it is thought so, and what could be checked. */
final class BrokenRule extends AssertionError {

  private static final long serialVersionUID = 1;

  /** Of why it failed; some texts are long, and all of it is in the cause. */
  private static final int SHOWN_CHARS = 4_000;

  private BrokenRule(String message, Throwable cause) {
    super(message, cause);
    setStackTrace(cause.getStackTrace());
  }

  /**
   * Makes one.
   *
   * @param letter what the numbers of its contract begin with
   * @param seen what was seen; empty where nothing was
   */
  static BrokenRule of(char letter, ContractRule rule, String seen, Throwable failure) {
    StringBuilder text = new StringBuilder();
    text.append("%c%02d: %s (law: %s)".formatted(letter, rule.number(), rule.says(), rule.law()));
    String why = failure.toString();
    text.append("\n").append(why, 0, Math.min(why.length(), SHOWN_CHARS));
    text.append("\nthe following could be checked:");
    for (String each : rule.check()) {
      text.append("\n  - ").append(each);
    }
    if (!seen.isEmpty()) {
      text.append("\n").append(seen);
    }
    return new BrokenRule(text.toString(), failure);
  }
}
