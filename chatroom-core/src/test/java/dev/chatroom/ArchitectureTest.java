package dev.chatroom;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;

@AnalyzeClasses(packages = "dev.chatroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String INTERNAL = "dev.chatroom.internal";

  /** {@link ChatRooms} and its builder put the parts together: only they know all packages. */
  private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT =
      describe(
          "the composition root",
          each ->
              each.isEquivalentTo(ChatRooms.class) || each.isEquivalentTo(ChatRooms.Builder.class));

  @ArchTest
  static final ArchRule core_knows_the_platform_a_log_and_precis_and_nothing_else =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.slf4j..",
              "rocks.xmpp.precis..",
              "org.jspecify..",
              "dev.chatroom",
              "dev.chatroom.policy",
              "dev.chatroom.spi",
              INTERNAL);

  @ArchTest
  static final ArchRule only_the_nickname_policy_knows_precis =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.chatroom.policy.PrecisNicknames")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("rocks.xmpp.precis..");

  @ArchTest
  static final ArchRule internals_are_put_together_in_one_place =
      noClasses()
          .that()
          .resideOutsideOfPackage(INTERNAL)
          .and(DescribedPredicate.not(COMPOSITION_ROOT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERNAL);

  @ArchTest
  static final ArchRule no_internal_type_shows_in_an_exported_signature =
      classes().that().resideOutsideOfPackage(INTERNAL).should(showNothingInternal());

  /**
   * The root package holds the words of the domain, which everybody uses, and the composition root,
   * which uses everybody. Without what the latter uses there are no cycles. What is used of it is
   * not excepted: {@code Transport.start(ChatRooms)} points from {@code spi} to the root package as
   * all of {@code spi} does.
   */
  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices()
          .matching("dev.(chatroom..)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(COMPOSITION_ROOT, alwaysTrue());

  @ArchTest
  static final ArchRule things_are_named_by_what_they_are =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
          .orShould()
          .haveSimpleNameStartingWith("Abstract");

  private static ArchCondition<JavaClass> showNothingInternal() {
    return new ArchCondition<>("show nothing internal to those who see their public members") {
      @Override
      public void check(JavaClass checked, ConditionEvents events) {
        if (!isSeen(checked)) {
          return;
        }
        Set<JavaClass> heritage = new HashSet<>();
        checked.getSuperclass().ifPresent(each -> heritage.addAll(each.getAllInvolvedRawTypes()));
        checked.getInterfaces().forEach(each -> heritage.addAll(each.getAllInvolvedRawTypes()));
        report(checked, checked.getName(), heritage, events);
        for (JavaMember member : checked.getMembers()) {
          if (isOpen(member.getModifiers())) {
            report(checked, member.getFullName(), shownBy(member), events);
          }
        }
      }
    };
  }

  private static Set<JavaClass> shownBy(JavaMember member) {
    Set<JavaClass> shown = new HashSet<>();
    if (member instanceof JavaField field) {
      shown.addAll(field.getType().getAllInvolvedRawTypes());
    } else if (member instanceof JavaCodeUnit code) {
      shown.addAll(code.getReturnType().getAllInvolvedRawTypes());
      for (JavaType parameter : code.getParameterTypes()) {
        shown.addAll(parameter.getAllInvolvedRawTypes());
      }
      code.getExceptionTypes().forEach(each -> shown.addAll(each.getAllInvolvedRawTypes()));
    }
    return shown;
  }

  private static void report(
      JavaClass checked, String where, Set<JavaClass> shown, ConditionEvents events) {
    for (JavaClass each : shown) {
      if (each.getPackageName().equals(INTERNAL)) {
        String message = where + " shows " + each.getName();
        events.add(SimpleConditionEvent.violated(checked, message));
      }
    }
  }

  private static boolean isSeen(JavaClass checked) {
    return isOpen(checked.getModifiers())
        && checked.getEnclosingClass().map(ArchitectureTest::isSeen).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
