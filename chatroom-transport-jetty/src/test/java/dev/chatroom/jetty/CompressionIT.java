package dev.chatroom.jetty;

import static dev.chatroom.jetty.RawWebSocket.COMPRESSED;
import static dev.chatroom.jetty.RawWebSocket.FIN;
import static dev.chatroom.jetty.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages are compressed (RFC 7692) where that was asked for by both sides. */
class CompressionIT {

  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n";
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final ChatServer server =
      ChatServer.start(options -> options.compress().maxMessageBytes(MAX_MESSAGE_BYTES));

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] deflate(String message) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(message.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    int bytes;
    do {
      bytes = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      deflated.write(chunk, 0, bytes);
    } while (bytes == chunk.length);
    deflater.end();
    byte[] withTail = deflated.toByteArray();
    return Arrays.copyOf(withTail, withTail.length - 4);
  }

  private static String inflate(byte[] message) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    byte[] input = Arrays.copyOf(message, message.length + 4);
    input[message.length + 2] = -1;
    input[message.length + 3] = -1;
    inflater.setInput(input);
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    while (!inflater.needsInput()) {
      inflated.write(chunk, 0, inflater.inflate(chunk));
    }
    inflater.end();
    return inflated.toString(StandardCharsets.UTF_8);
  }

  private static String awaitInflated(RawWebSocket tom, String part)
      throws IOException, DataFormatException {
    while (true) {
      RawWebSocket.Received frame = tom.read();
      assertThat(frame.isCompressed()).isTrue();
      String text = inflate(frame.payload());
      if (text.contains(part)) {
        return text;
      }
    }
  }

  @Test
  void who_offers_it_sends_and_gets_compressed_messages() throws IOException, DataFormatException {
    try (RawWebSocket tom = server.ask(OFFER);
        RawWebSocket plain = server.connect()) {
      assertThat(tom.answer()).containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
      String text = "ha".repeat(5_000);
      tom.send(
          FIN | COMPRESSED | TEXT,
          deflate(
              "{\"event\":\"message\",\"data\":{\"nickname\":\"tom\",\"msg\":\"" + text + "\"}}"));
      awaitInflated(tom, text);
      plain.await(text);
    }
  }

  @Test
  void what_unpacks_to_too_much_is_refused() throws IOException, DataFormatException {
    try (RawWebSocket tom = server.ask(OFFER)) {
      tom.send(FIN | COMPRESSED | TEXT, deflate(" ".repeat(MAX_MESSAGE_BYTES + 1)));
      assertThat(awaitInflated(tom, "refused")).contains("too_large");
    }
  }

  @Test
  void what_unpacks_to_very_much_closes() throws IOException {
    try (RawWebSocket tom = server.ask(OFFER)) {
      tom.send(FIN | COMPRESSED | TEXT, deflate(" ".repeat(65 * 1024 * 1024)));
      assertThat(tom.awaitClose()).startsWith("1009 ");
      tom.awaitEnd();
    }
    server.awaitNobody();
  }

  @Test
  void what_cannot_be_unpacked_closes() throws IOException {
    try (Logged logged = new Logged()) {
      try (RawWebSocket tom = server.ask(OFFER)) {
        tom.send(FIN | COMPRESSED | TEXT, new byte[] {-1, -1, -1, -1});
        assertThat(tom.awaitClose()).startsWith("1007 ");
      }
      server.awaitNobody();
      assertThat(logged.lines()).isEmpty();
    }
  }
}
