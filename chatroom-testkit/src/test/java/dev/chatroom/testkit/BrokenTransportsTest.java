package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.chatroom.testkit.contract.ContractRule;
import dev.chatroom.testkit.transport.TransportContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.slf4j.LoggerFactory;

/** The contract finds what is broken, and calls it by its name. */
class BrokenTransportsTest {

  private static final Pattern RULE = Pattern.compile("\\[(?:method|test-factory):(T\\d\\d_\\w+)");
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.chatroom");

  @BeforeAll
  static void brokenTransportsMayComplain() {
    OURS.setLevel(Level.OFF);
  }

  @AfterAll
  static void othersMayNot() throws IOException {
    OURS.setLevel(null);
    LifeFaults.tidyUp();
  }

  static Stream<Breakage> breakages() {
    return Stream.concat(WireFaults.all(), LifeFaults.all());
  }

  private static Events run(Fault fault) {
    BrokenContract.fault = fault;
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(BrokenContract.class))
        .execute()
        .testEvents();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void is_found(Breakage breakage) {
    List<Event> failed = run(breakage.fault()).failed().list();

    assertThat(rules(failed)).as("broken rules").isEqualTo(breakage.broken());
    assertThat(failed)
        .filteredOn(each -> test(each).equals(breakage.test()))
        .extracting(BrokenTransportsTest::message)
        .isNotEmpty()
        .allSatisfy(
            told ->
                assertThat(told)
                    .startsWith("T%02d: ".formatted(breakage.rule()))
                    .contains(
                        breakage.told(),
                        "(law: ",
                        "the following could be checked:",
                        "what everybody got:"));
  }

  @Test
  void what_is_not_broken_is_not_found() {
    Events told = run(new Fault());

    assertThat(told.failed().list()).isEmpty();
    assertThat(rules(told.succeeded().list())).isEqualTo(numbers());
  }

  @Test
  void each_test_of_the_contract_has_a_transport_that_breaks_it() {
    Set<String> broken =
        breakages().map(Breakage::test).collect(Collectors.toCollection(TreeSet::new));

    assertThat(broken)
        .isEqualTo(tests().map(Method::getName).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void each_test_of_the_contract_tells_its_rule() {
    List<Method> tests = tests().toList();

    assertThat(tests)
        .allSatisfy(
            each -> {
              ContractRule rule = each.getAnnotation(ContractRule.class);
              assertThat(each.getName()).startsWith("T%02d_".formatted(rule.number()));
              assertThat(rule.check()).isNotEmpty();
            });
    assertThat(tests)
        .extracting(each -> each.getAnnotation(ContractRule.class).number())
        .containsAll(numbers());
  }

  private static Stream<Method> tests() {
    return Arrays.stream(TransportContract.class.getMethods())
        .filter(each -> each.getName().startsWith("T"));
  }

  private static Set<Integer> numbers() {
    return IntStream.rangeClosed(1, 20).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> rules(List<Event> events) {
    return events.stream()
        .map(BrokenTransportsTest::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int rule(Event event) {
    return Integer.parseInt(test(event).substring(1, 3));
  }

  private static String test(Event event) {
    String id = event.getTestDescriptor().getUniqueId().toString();
    return RULE.matcher(id)
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1))
        .orElseThrow(() -> new AssertionError(id));
  }

  static boolean isFailure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getStatus()
        != TestExecutionResult.Status.SUCCESSFUL;
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElse("");
  }
}
