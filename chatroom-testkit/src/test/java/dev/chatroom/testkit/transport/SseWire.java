package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Returns what a client sent; {@code null} where it is no command. */
  static @Nullable Command command(byte[] body) {
    try {
      Command command = JSON.readValue(body, Command.class);
      return command == null || command.event() == null ? null : command;
    } catch (IOException malformed) {
      return null;
    }
  }

  record Command(String event, @Nullable Object data, @Nullable Integer ack) {}

  /** A frame inside of data, as in a history, stands for its own data. */
  private abstract static class FrameAsItsData {
    @JsonValue
    abstract Object data();
  }
}
