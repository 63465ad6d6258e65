package dev.chatroom.testkit.transport;

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
 * Gives each rule its venue, closes it afterwards, and says what is known when the rule fails.
 * Comes with {@link TransportRules}; there is nothing to do with it.
 */
public final class VenueExtension implements ParameterResolver, InvocationInterceptor {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(VenueExtension.class);

  /** For JUnit. */
  public VenueExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Venue.class;
  }

  /** The store closes the venue when the test is over; for a factory, after all of its tests. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TransportRules rules = (TransportRules) context.getRequiredTestInstance();
    Venue venue = new Venue(rules.transport());
    context.getStore(OURS).put(Venue.class, venue);
    return venue;
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
    try {
      return invocation.proceed();
    } catch (AssertionError | Exception failure) {
      ContractRule rule = rule(context);
      throw rule == null ? failure : BrokenRule.of(rule, venue(context), failure);
    }
  }

  private static @Nullable Venue venue(ExtensionContext context) {
    return context.getStore(OURS).get(Venue.class, Venue.class);
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
