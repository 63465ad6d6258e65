package dev.chatroom.testkit.backplane;

import dev.chatroom.testkit.contract.ContractRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a room says to a command is the same wherever its log lives. */
public interface VerdictRules extends BackplaneRules {

  /**
   * The verdict is that of the backplane in memory.
   *
   * @param house where
   * @return a test for each seed
   */
  @TestFactory
  @ContractRule(
      number = 5,
      says = "Every command has the outcome that it has in memory: result, events, state",
      law = "one code path serves both backplanes",
      check = {
        "the order of checks: banned, then the owner of the name, then the door, then the number",
        "what is said about whose name it is: taken where only case differs, else confusable",
        "texts, ids and keys are stored as they are, whatever characters they have",
        "ends of bans and mutes keep all their digits, and none at all is not the greatest",
        "bans and mutes that have ended go when another comes, and not before",
        "seats are in order of joining, and a rename keeps the place"
      })
  default Stream<DynamicTest> B05_same_verdict_as_in_memory(House house) {
    return Twins.SEEDS.stream()
        .map(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> new Twins(house.another()).tell(seed)));
  }
}
