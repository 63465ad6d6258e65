package dev.chatroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.benchmarks.server.Dialect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SpeechTest {

  private static final Map<Dialect, String> LISTS =
      Map.of(
          Dialect.SOCKET_IO_3, "42[\"nicknames\",%s]",
          Dialect.SOCKET_IO_4, "42[\"nicknames\",%s]",
          Dialect.PLAIN, "{\"event\":\"nicknames\",\"data\":%s}");

  @ParameterizedTest
  @EnumSource
  void the_length_of_a_list_tells_how_many_are_in_it(Dialect dialect) {
    Speech speech = Speech.of(dialect);
    String list = LISTS.getOrDefault(dialect, "");

    assertThat(speech.listBytes(0, 3)).isEqualTo(list.formatted("[]").length());
    assertThat(speech.listBytes(2, 3)).isEqualTo(list.formatted("[\"tom\",\"ann\"]").length());
    assertThat(list.substring(speech.eventNameAt())).startsWith("nicknames");
  }

  @Test
  void the_greeting_of_engine_io_4_is_answered_and_that_of_3_is_not() {
    Speech today = Speech.of(Dialect.SOCKET_IO_4);
    Speech tutorial = Speech.of(Dialect.SOCKET_IO_3);

    assertThat(today.answer(today.meaning("0{\"sid\":\"x\"}"))).isEqualTo("40");
    assertThat(tutorial.answer(tutorial.meaning("0{\"sid\":\"x\"}"))).isNull();
    assertThat(today.meaning("40{\"sid\":\"y\"}")).isEqualTo(Meaning.OPENED);
    assertThat(tutorial.meaning("40")).isEqualTo(Meaning.OPENED);
  }

  @Test
  void with_engine_io_4_the_server_pings_and_with_3_the_client() {
    Speech today = Speech.of(Dialect.SOCKET_IO_4);

    assertThat(today.answer(today.meaning("2"))).isEqualTo("3");
    assertThat(today.ping()).isNull();
    assertThat(Speech.of(Dialect.SOCKET_IO_3).ping()).isEqualTo("2");
  }

  @Test
  void a_claim_is_accepted_or_refused() {
    Speech socketIo = Speech.of(Dialect.SOCKET_IO_4);
    Speech plain = Speech.of(Dialect.PLAIN);

    assertThat(socketIo.meaning("430[{\"msg\":\"ok\"}]")).isEqualTo(Meaning.CLAIMED);
    assertThat(socketIo.meaning("430[{\"msg\":\"taken\"}]")).isEqualTo(Meaning.REFUSED);
    assertThat(plain.meaning("{\"ack\":1,\"data\":{\"msg\":\"ok\"}}")).isEqualTo(Meaning.CLAIMED);
    assertThat(plain.meaning("{\"ack\":1,\"data\":{\"msg\":\"no\"}}")).isEqualTo(Meaning.REFUSED);
  }
}
