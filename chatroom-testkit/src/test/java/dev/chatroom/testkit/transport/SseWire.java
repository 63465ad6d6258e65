package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.chatroom.Outcome;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes over the wire of {@link ServerSentEvents}: events down, commands up, in JSON. */
final class SseWire {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addMixIn(Frame.class, FrameAsItsData.class);

  /** An event with its data; the same bytes for all who are to have it. */
  static final WireFormat<byte[]> FORMAT =
      new WireFormat<>() {

        @Override
        public Class<byte[]> type() {
          return byte[].class;
        }

        @Override
        public byte[] encode(Frame frame) {
          return event(frame.event(), frame.data());
        }
      };

  private SseWire() {}

  /** JSON has no line ends of its own, so the data is one line. */
  static byte[] event(String name, Object data) {
    try {
      return ("event: " + name + "\ndata: " + JSON.writeValueAsString(data) + "\n\n")
          .getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] rejected(Outcome.Refused refusal) {
    return event("rejected", Map.of("code", refusal.code(), "msg", refusal.text()));
  }

  static Handshake handshake(HttpExchange get) {
    String query = get.getRequestURI().getRawQuery();
    Map<String, List<String>> parameters =
        Stream.of(query == null ? new String[0] : query.split("&"))
            .map(each -> (each + "=").split("=", 3))
            .collect(
                groupingBy(each -> decoded(each[0]), mapping(each -> decoded(each[1]), toList())));
    String address = get.getRemoteAddress().getAddress().getHostAddress();
    return new Handshake("sse", address, parameters, get.getRequestHeaders());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** Returns what a client sent; {@code null} where it is no command. */
  static @Nullable Command command(byte[] body) {
    try {
      Command command = JSON.readValue(body, Command.class);
      return command == null || command.event() == null ? null : command;
    } catch (IOException malformed) {
      return null;
    }
  }

  record Command(String event, @Nullable Object data, @Nullable Integer ack) {

    /** Returns what takes the answer; {@code null} where none was asked for. */
    @Nullable Consumer<Map<String, Object>> answerTo(Collection<byte[]> stream) {
      return ack == null
          ? null
          : answer -> stream.add(SseWire.event("answer", Map.of("ack", ack, "data", answer)));
    }
  }

  /** A frame inside of data, as in a history, stands for its own data. */
  private abstract static class FrameAsItsData {
    @JsonValue
    abstract Object data();
  }
}
