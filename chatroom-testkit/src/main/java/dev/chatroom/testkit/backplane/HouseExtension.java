package dev.chatroom.testkit.backplane;

import dev.chatroom.testkit.transport.ContractRule;
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
 * Gives each rule its house, closes it afterwards, and says what is known when the rule fails.
 * Comes with {@link BackplaneRules}; there is nothing to do with it.
 */
public final class HouseExtension implements ParameterResolver, InvocationInterceptor {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(HouseExtension.class);

  /** For JUnit. */
  public HouseExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == House.class;
  }

  /** The store closes the house when the test is over; for a factory, after all of its tests. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    BackplaneRules rules = (BackplaneRules) context.getRequiredTestInstance();
    House house = new House(rules::backplane);
    context.getStore(OURS).put(House.class, house);
    return house;
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    told(invocation, context);
  }

  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    return told(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext called,
      ExtensionContext context)
      throws Throwable {
    told(invocation, context);
  }

  private static <T extends @Nullable Object> T told(
      Invocation<T> invocation, ExtensionContext context) throws Throwable {
    House house = context.getStore(OURS).get(House.class, House.class);
    try {
      T result = invocation.proceed();
      if (house != null) {
        house.isSound();
      }
      return result;
    } catch (AssertionError | Exception failure) {
      ContractRule rule = rule(context);
      throw rule == null ? failure : BrokenRule.of(rule, house, failure);
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
