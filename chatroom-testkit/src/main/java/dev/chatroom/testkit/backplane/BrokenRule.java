package dev.chatroom.testkit.backplane;

import dev.chatroom.testkit.transport.ContractRule;
import org.jspecify.annotations.Nullable;

/** Says which rule is broken, why it is thought so, and what could be checked. */
final class BrokenRule extends AssertionError {

  private static final long serialVersionUID = 1;

  /** Of why it failed; some texts are long, and all of it is in the cause. */
  private static final int SHOWN_CHARS = 4_000;

  private BrokenRule(String message, Throwable cause) {
    super(message, cause);
  }

  static BrokenRule of(ContractRule rule, @Nullable House house, Throwable failure) {
    StringBuilder text = new StringBuilder();
    text.append("B%02d: %s (law: %s)".formatted(rule.number(), rule.says(), rule.law()));
    String why = failure.toString();
    text.append("\n").append(why, 0, Math.min(why.length(), SHOWN_CHARS));
    text.append("\nthe following could be checked:");
    for (String each : rule.check()) {
      text.append("\n  - ").append(each);
    }
    if (house != null) {
      text.append("\nwhat the nodes were told:").append(house);
    }
    BrokenRule broken = new BrokenRule(text.toString(), failure);
    broken.setStackTrace(failure.getStackTrace());
    return broken;
  }
}
