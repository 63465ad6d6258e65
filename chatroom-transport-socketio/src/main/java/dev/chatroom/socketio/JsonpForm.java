package dev.chatroom.socketio;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page without XHR posts: a form whose field {@code d} is the payload. */
final class JsonpForm {

  /**
   * A line feed that a form would not carry is sent as {@code \n}, and {@code \n} as {@code \\n}.
   */
  private static final Pattern NEWLINE = Pattern.compile("(\\\\)?\\\\n");

  private JsonpForm() {}

  /** Returns the payload; nothing where the body has none. */
  static Optional<String> decode(byte[] body) {
    String encoded = new String(body, StandardCharsets.UTF_8);
    List<String> data;
    try {
      data = new QueryStringDecoder(encoded, false).parameters().get("d");
    } catch (IllegalArgumentException malformedEscape) {
      return Optional.empty();
    }
    if (data == null) {
      return Optional.empty();
    }
    String text =
        NEWLINE
            .matcher(data.get(0))
            .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? "\n" : "\\n"));
    return Optional.of(text);
  }
}
