package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.chatroom.testkit.contract.ContractRule;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contract finds what is broken, and calls it by its name. */
class BrokenBackplanesTest {

  static Stream<Breakage> breakages() {
    return Stream.of(CommandFaults.all(), TailFaults.all(), FarFaults.all()).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void is_found(Breakage breakage) {
    BrokenContract.fault = breakage.fault();
    List<Event> failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(BrokenContract.class, method(breakage.test())))
            .execute()
            .testEvents()
            .failed()
            .list();

    assertThat(failed)
        .extracting(BrokenBackplanesTest::message)
        .isNotEmpty()
        .allSatisfy(
            told ->
                assertThat(told)
                    .startsWith(breakage.rule() + ": ")
                    .contains(
                        "(law: ", "the following could be checked:", "what the nodes were told:"));
  }

  @Test
  void each_test_of_the_contract_has_a_backplane_that_breaks_it() {
    assertThat(breakages().map(Breakage::test)).containsAll(tests().map(Method::getName).toList());
  }

  @Test
  void each_test_of_the_contract_tells_its_rule() {
    assertThat(tests())
        .allSatisfy(
            each -> {
              ContractRule rule = each.getAnnotation(ContractRule.class);
              assertThat(each.getName()).startsWith("B%02d_".formatted(rule.number()));
              assertThat(rule.check()).isNotEmpty();
            });
    assertThat(tests().map(each -> each.getAnnotation(ContractRule.class).number()))
        .containsAll(IntStream.rangeClosed(1, 30).boxed().toList());
  }

  private static Stream<Method> tests() {
    return Arrays.stream(RemoteBackplaneContract.class.getMethods())
        .filter(each -> each.isAnnotationPresent(ContractRule.class));
  }

  private static Method method(String name) {
    return tests()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElse("");
  }
}
