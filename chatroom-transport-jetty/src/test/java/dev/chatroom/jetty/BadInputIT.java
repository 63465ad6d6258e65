package dev.chatroom.jetty;

import static dev.chatroom.jetty.RawWebSocket.BINARY;
import static dev.chatroom.jetty.RawWebSocket.CLOSE;
import static dev.chatroom.jetty.RawWebSocket.COMPRESSED;
import static dev.chatroom.jetty.RawWebSocket.CONTINUATION;
import static dev.chatroom.jetty.RawWebSocket.FIN;
import static dev.chatroom.jetty.RawWebSocket.PING;
import static dev.chatroom.jetty.RawWebSocket.PONG;
import static dev.chatroom.jetty.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients should not send is refused as documented; nobody else notices, no log either. */
class BadInputIT {

  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final ChatServer server =
      ChatServer.start(options -> options.maxMessageBytes(MAX_MESSAGE_BYTES));
  private Logged logged;
  private RawWebSocket tom;
  private RawWebSocket ann;

  @BeforeEach
  void connect() throws IOException {
    logged = new Logged();
    ann = server.connect().claim("ann");
    tom = server.connect().claim("tom");
  }

  @AfterEach
  void nobody_else_notices() throws IOException {
    try {
      ann.say("still here").await("still here");
      tom.close();
      ann.close();
      assertThat(logged.lines()).isEmpty();
    } finally {
      logged.close();
      server.close();
    }
  }

  private void tomGoesOn() throws IOException {
    tom.say("so what").await("so what");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"event\":", "{}{}", "{'event':1}", "[[[1]"})
  void what_is_no_json_is_refused_and_ends_the_session(String text) throws IOException {
    tom.sendText(text);
    tom.await("\"code\":\"malformed\"");
    tom.await("{\"event\":\"closed\",\"data\":{\"code\":4500");
    assertThat(tom.read().close()).isEqualTo("4500 protocol_error");
  }

  @Test
  void json_that_nests_too_deep_is_none() throws IOException {
    tom.sendText("[".repeat(1000) + "]".repeat(1000));
    assertThat(tom.awaitClose()).isEqualTo("4500 protocol_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"message\"",
        "{}",
        "{\"event\":7}",
        "{\"ack\":1}",
        "{\"event\":\"leave\",\"ack\":-1}",
        "{\"event\":\"leave\",\"ack\":1.5}",
        "{\"event\":\"leave\",\"ack\":\"1\"}",
        "{\"event\":\"leave\",\"ack\":{}}",
        "{\"event\":\"leave\",\"ack\":9007199254740992}",
        "{\"event\":\"leave\",\"ack\":123456789012345678901234567890}"
      })
  void json_that_is_no_event_is_refused_and_the_session_goes_on(String json) throws IOException {
    tom.sendText(json);
    assertThat(tom.await("refused")).contains("\"code\":\"malformed\"");
    tomGoesOn();
  }

  @Test
  void an_unknown_event_is_refused() throws IOException {
    tom.sendText("{\"event\":\"dance\",\"data\":{}}");
    assertThat(tom.await("refused")).contains("\"code\":\"unknown_event\"", "\"event\":\"dance\"");
    tom.sendText("{\"event\":\"dance\",\"ack\":3}");
    assertThat(tom.await("\"ack\":3")).contains("\"code\":\"unknown_event\"");
    tomGoesOn();
  }

  @Test
  void further_fields_are_ignored() throws IOException {
    tom.sendText("{\"more\":[1,{}],\"event\":\"leave\",\"ack\":null,\"data\":null}");
    tom.sendText("{\"event\":\"nickname\",\"data\":\"tim\",\"ack\":2,\"ack2\":-1}");
    tom.await("\"ack\":2");
  }

  @Test
  void a_message_that_is_too_long_is_skipped_and_refused() throws IOException {
    byte[] tooLong = new byte[MAX_MESSAGE_BYTES + 1];
    Arrays.fill(tooLong, (byte) 'x');
    tom.send(FIN | TEXT, tooLong);
    assertThat(tom.await("refused")).contains("\"code\":\"too_large\"");
    // In many fragments, with something between them.
    tom.send(TEXT, tooLong);
    tom.send(FIN | PING, new byte[] {7});
    assertThat(tom.read()).matches(frame -> frame.opCode() == PONG && frame.payload()[0] == 7);
    tom.send(CONTINUATION, tooLong);
    tom.send(FIN | CONTINUATION, new byte[0]);
    assertThat(tom.await("refused")).contains("\"code\":\"too_large\"");
    tomGoesOn();
  }

  @Test
  void a_message_of_just_the_bound_is_taken() throws IOException {
    String event = "{\"event\":\"message\",\"data\":{\"msg\":\"just\"},\"ack\":5}";
    tom.sendText(event + " ".repeat(MAX_MESSAGE_BYTES - event.length()));
    tom.await("\"ack\":5");
  }

  @Test
  void a_message_without_end_closes() throws IOException {
    // It says that it has 2 GiB, and the socket is read as fast as it comes.
    tom.sendRaw(RawWebSocket.frame(FIN | TEXT, Integer.MAX_VALUE, new byte[0]));
    byte[] megabyte = new byte[1024 * 1024];
    for (int sent = 0; sent < 64; sent++) {
      tom.sendRaw(megabyte);
    }
    tom.sendRaw(new byte[] {0});
    assertThat(tom.awaitClose()).startsWith("1009 ");
  }

  @Test
  void a_message_in_fragments_is_one_though_a_character_is_torn() throws IOException {
    byte[] event =
        "{\"event\":\"message\",\"data\":{\"msg\":\"שלום\"}}".getBytes(StandardCharsets.UTF_8);
    tom.send(TEXT, new byte[0]);
    for (byte each : event) {
      tom.send(CONTINUATION, new byte[] {each});
    }
    tom.send(FIN | CONTINUATION, new byte[0]);
    tom.await("\"msg\":\"שלום\"");
  }

  @Test
  void a_ping_is_answered_with_what_came_in_it() throws IOException {
    byte[] payload = new byte[125];
    Arrays.fill(payload, (byte) 'p');
    tom.send(FIN | PING, payload).send(FIN | PONG, payload);
    RawWebSocket.Received pong = tom.read();
    while (pong.opCode() != PONG) {
      pong = tom.read();
    }
    assertThat(pong.payload()).isEqualTo(payload);
    tomGoesOn();
  }

  record Breach(String what, String code, List<byte[]> frames) {

    Breach(String what, String code, byte[]... frames) {
      this(what, code, List.of(frames));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static List<Breach> breaches() {
    byte[] some = "{}".getBytes(StandardCharsets.UTF_8);
    byte[] torn = {'"', (byte) 0xF0, (byte) 0x9F, (byte) 0x98};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    byte[] unmasked = {(byte) (FIN | TEXT), 2, '{', '}'};
    return List.of(
        new Breach("torn character", "1007", frame(FIN | TEXT, torn)),
        new Breach("surrogate", "1007", frame(FIN | TEXT, surrogate)),
        new Breach("stray byte", "1007", frame(FIN | TEXT, new byte[] {(byte) 0xFF})),
        new Breach("binary", "1003", frame(FIN | BINARY, some)),
        new Breach("no mask", "1002", unmasked),
        new Breach("unknown kind", "1002", frame(FIN | 3, some)),
        new Breach("unknown control", "1002", frame(FIN | 11, some)),
        new Breach("reserved bit", "1002", frame(FIN | COMPRESSED | TEXT, some)),
        new Breach("end without beginning", "1002", frame(FIN | CONTINUATION, some)),
        new Breach("two beginnings", "1002", frame(TEXT, some), frame(TEXT, some)),
        new Breach("torn ping", "1002", frame(PING, some)),
        new Breach("long ping", "1002", frame(FIN | PING, new byte[126])),
        new Breach("half a close code", "1002", frame(FIN | CLOSE, new byte[] {3})),
        new Breach("close code 999", "1002", frame(FIN | CLOSE, new byte[] {3, (byte) 0xE7})),
        new Breach("close code 1005", "1002", frame(FIN | CLOSE, new byte[] {3, (byte) 0xED})),
        new Breach(
            "close reason", "1007", frame(FIN | CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xFF})));
  }

  private static byte[] frame(int firstByte, byte[] payload) {
    return RawWebSocket.frame(firstByte, payload.length, payload);
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void a_breach_of_the_standard_closes_as_it_says(Breach breach) throws IOException {
    for (byte[] frame : breach.frames()) {
      tom.sendRaw(frame);
    }
    assertThat(tom.awaitClose()).startsWith(breach.code() + " ");
    tom.awaitEnd();
    ann.await("{\"event\":\"nicknames\",\"data\":[\"ann\"]}");
  }

  @Test
  void a_frame_longer_than_memory_closes() throws IOException {
    tom.sendRaw(RawWebSocket.frame(FIN | TEXT, Long.MAX_VALUE, new byte[0]));
    assertThat(tom.awaitClose()).startsWith("1009 ");
  }
}
