package dev.chatroom.example;

import dev.chatroom.policy.RateLimit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code N/s}, or {@code off} as no limit at all. */
final class RateLimitConverter implements ITypeConverter<RateLimit> {

  private static final Pattern PER_SECOND = Pattern.compile("([1-9][0-9]{0,5})/s");

  @Override
  public @Nullable RateLimit convert(String value) {
    if (value.equals("off")) {
      return null;
    }
    Matcher matcher = PER_SECOND.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException(value + " (expected: N/s, for example 10/s, or off)");
    }
    return RateLimit.perSecond(Integer.parseInt(matcher.group(1)));
  }
}
