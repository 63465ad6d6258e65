package dev.chatroom.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JSON to and from plain values: strings, numbers, booleans, lists, maps and {@code null}. Safe for
 * use by any thread.
 */
public final class Json {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_CHARS = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The table of names is shared by all connections; nobody is to fill it for the
                  // others.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private Json() {}

  /**
   * Reads a text that came from outside.
   *
   * @param text what may be JSON
   * @return the value
   * @throws JsonProcessingException when it is no JSON, or nests deeper than 32
   */
  public static @Nullable Object parse(String text) throws JsonProcessingException {
    return MAPPER.readValue(text, Object.class);
  }

  /**
   * Writes a plain value in UTF-8.
   *
   * @param value what to write
   * @return JSON
   * @throws IllegalArgumentException when it is no plain value
   */
  public static byte[] bytes(Object value) {
    return write(MAPPER.writer(), value);
  }

  /**
   * Writes a plain value in ASCII, with escapes for all else.
   *
   * @param value what to write
   * @return JSON
   * @throws IllegalArgumentException when it is no plain value
   */
  public static byte[] ascii(Object value) {
    return write(ASCII, value);
  }

  private static byte[] write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException notAPlainValue) {
      throw new IllegalArgumentException(notAPlainValue);
    }
  }
}
