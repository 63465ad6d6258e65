package dev.chatroom.testkit.contract;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each rule of a contract the place where it is told, closes that afterwards, and says what
 * is known when the rule fails.
 *
 * @param <P> what a test method takes as a parameter
 */
public abstract class RuleExtension<P extends AutoCloseable>
    implements ParameterResolver, InvocationInterceptor {

  private final ExtensionContext.Namespace ours = ExtensionContext.Namespace.create(getClass());
  private final Class<P> type;
  private final char letter;

  /**
   * Makes one.
   *
   * @param type of the place
   * @param letter what the numbers of the contract's rules begin with
   */
  protected RuleExtension(Class<P> type, char letter) {
    this.type = type;
    this.letter = letter;
  }

  /**
   * Makes the place of one rule.
   *
   * @param rules the instance of the test class
   * @return the place
   */
  protected abstract P open(Object rules);

  /**
   * Looks once more when a rule has held, at what must hold in all of them.
   *
   * @param place of the rule
   * @throws AssertionError if it does not
   */
  protected void verify(P place) {}

  /**
   * Returns what was seen, for who reads why a rule does not hold.
   *
   * @param place of the rule
   * @return lines of text
   */
  protected abstract String seen(P place);

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  /** The store closes the place when the test is over; for a factory, after all of its tests. */
  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    P place = open(context.getRequiredTestInstance());
    context.getStore(ours).put(type, place);
    return place;
  }

  @Override
  public final void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    told(invocation, context);
  }

  @Override
  public final <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    return told(invocation, context);
  }

  @Override
  public final void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext called,
      ExtensionContext context)
      throws Throwable {
    told(invocation, context);
  }

  private <T extends @Nullable Object> T told(Invocation<T> invocation, ExtensionContext context)
      throws Throwable {
    P place = context.getStore(ours).get(type, type);
    try {
      T result = invocation.proceed();
      if (place != null) {
        verify(place);
      }
      return result;
    } catch (AssertionError | Exception failure) {
      ContractRule rule = rule(context);
      if (rule == null) {
        throw failure;
      }
      throw BrokenRule.of(letter, rule, place == null ? "" : seen(place), failure);
    }
  }

  /** A dynamic test has no method; the factory that made it, somewhere above, has. */
  private static @Nullable ContractRule rule(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<Method> method = at.get().getTestMethod();
      if (method.isPresent()) {
        return method.get().getAnnotation(ContractRule.class);
      }
    }
    return null;
  }
}
