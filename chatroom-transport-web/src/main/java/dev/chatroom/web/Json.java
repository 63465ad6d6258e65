package dev.chatroom.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
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

  /** Reads a value that others may follow. */
  private static final ObjectReader MEMBER =
      MAPPER.readerFor(Object.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
   * Reads an object that came from outside, of which no map is made.
   *
   * @param text what may be JSON
   * @param member takes the name and the value of each member, in the order of the text; the last
   *     one counts where two have the same name
   * @return whether it is an object, and not another value
   * @throws JsonProcessingException when it is no JSON, or nests deeper than 32; members may have
   *     been taken before
   */
  public static boolean parseObject(String text, BiConsumer<String, @Nullable Object> member)
      throws JsonProcessingException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      if (isObject) {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          member.accept(name, member(parser));
        }
      } else {
        parser.skipChildren();
      }
      if (!parser.hasCurrentToken() || parser.nextToken() != null) {
        throw new JsonParseException(parser, "no JSON, or more than one value");
      }
      return isObject;
    } catch (JsonProcessingException notJson) {
      throw notJson;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static @Nullable Object member(JsonParser parser) throws IOException {
    return parser.nextToken() == JsonToken.VALUE_STRING
        ? parser.getText()
        : MEMBER.readValue(parser);
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
