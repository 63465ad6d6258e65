package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

  private static final int THRESHOLD = 64;

  private final Compression compression = new Compression(THRESHOLD, 1024);
  private final DeflatedFormat format = new DeflatedFormat(THRESHOLD);

  private boolean isOffered(String... values) {
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    headers.add(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Arrays.asList(values));
    return compression.isOffered(headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate;client_max_window_bits=10",
        "Permessage-Deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits=\"15\""
      })
  void an_offer_that_can_be_kept_is_taken(String offer) {
    assertThat(isOffered(offer)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        ",",
        "permessage-deflate2",
        "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=99999999999",
        "permessage-deflate; unknown",
        "permessage-deflate;",
        "x-webkit-deflate-frame"
      })
  void any_other_is_not(String offer) {
    assertThat(isOffered(offer)).isFalse();
  }

  @Test
  void offers_may_be_in_several_headers() {
    assertThat(isOffered("something-else", "permessage-deflate")).isTrue();
    assertThat(isOffered()).isFalse();
  }

  private static Frame message(String text) {
    return new Frame("message", Map.of("msg", text));
  }

  @Test
  void a_long_event_is_compressed_once_and_unpacks_to_what_it_was() throws DataFormatException {
    Frame frame = message("汉字😀".repeat(100));
    byte[] compressed = frame.encoded(format);
    assertThat(frame.encoded(format)).isSameAs(compressed);
    SocketIoFormat.Encoded plain = frame.encoded(SocketIoFormat.UTF_8);
    assertThat(compressed).hasSizeLessThan(plain.frame().length / 4);
    assertThat(compressed[0]).isEqualTo((byte) 0xC1);
    int header = compressed[1] == 126 ? 4 : 2;
    byte[] payload = Arrays.copyOfRange(compressed, header, compressed.length + 4);
    payload[payload.length - 1] = (byte) 0xFF;
    payload[payload.length - 2] = (byte) 0xFF;
    Inflater inflater = new Inflater(true);
    inflater.setInput(payload);
    byte[] unpacked = new byte[plain.packetLength() + 1];
    assertThat(inflater.inflate(unpacked)).isEqualTo(plain.packetLength());
    inflater.end();
    assertThat(new String(unpacked, 0, plain.packetLength(), StandardCharsets.UTF_8))
        .isEqualTo(plain.packet().text());
  }

  @Test
  void a_short_event_and_one_that_would_grow_stay_as_they_are() {
    Frame shortOne = message("hi");
    assertThat(shortOne.encoded(format)).isSameAs(shortOne.encoded(SocketIoFormat.UTF_8).frame());
    StringBuilder allDifferent = new StringBuilder();
    for (char c = '!'; c < 127; c++) {
      allDifferent.append(c);
    }
    Frame incompressible = message(allDifferent.toString());
    assertThat(incompressible.encoded(format))
        .isSameAs(incompressible.encoded(SocketIoFormat.UTF_8).frame());
  }
}
