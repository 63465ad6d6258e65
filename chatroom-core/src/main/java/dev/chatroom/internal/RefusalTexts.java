package dev.chatroom.internal;

import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.policy.Refuse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The texts of the built-in refusals in one language. */
public final class RefusalTexts {

  private final Properties byCode = new Properties();

  /**
   * Reads the texts.
   *
   * @param language Chinese for Chinese texts; English ones for any other
   */
  public RefusalTexts(Locale language) {
    boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
    String resource = chinese ? "refusals_zh.properties" : "refusals_en.properties";
    try (InputStream in = RefusalTexts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource is missing: " + resource);
      }
      byCode.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException cannotHappenToOurOwnJar) {
      throw new UncheckedIOException(cannotHappenToOurOwnJar);
    }
  }

  /**
   * Makes the refusal for a built-in reason.
   *
   * @param reason why
   * @return the refusal with its text
   */
  public Outcome.Refused of(Refusal reason) {
    return of(reason, null);
  }

  /** Makes the refusal that a policy wants, with the built-in text where it brought none. */
  Outcome.Refused of(Refuse refuse) {
    String text = refuse.text().isEmpty() ? text(refuse.code()) : refuse.text();
    return new Outcome.Refused(refuse.code(), text, refuse.retryAfter());
  }

  Outcome.Refused of(Refusal reason, @Nullable Duration retryAfter) {
    return new Outcome.Refused(reason.code(), text(reason.code()), retryAfter);
  }

  /** The text of a code; the code itself, where a policy brought one without a text. */
  String text(String code) {
    return byCode.getProperty(code, code);
  }
}
