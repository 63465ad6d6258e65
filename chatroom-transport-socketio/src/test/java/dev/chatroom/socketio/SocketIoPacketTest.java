package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.SocketIoPacket.Beginning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoPacketTest {

  private static SocketIoPacket parse(String text) {
    return SocketIoPacket.parse(text).orElseThrow();
  }

  @Test
  void an_event_has_a_name_and_arguments() {
    assertThat(parse("2[\"a\",1]"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, 0, "/", "", "[\"a\",1]"));
  }

  @Test
  void an_event_may_ask_for_an_acknowledgement() {
    assertThat(parse("212[\"a\"]"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, 0, "/", "12", "[\"a\"]"));
  }

  @Test
  void a_namespace_ends_with_a_comma_and_may_have_a_query() {
    assertThat(parse("0/admin,{\"a\":1}"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, 0, "/admin", "", "{\"a\":1}"));
    assertThat(parse("0/admin?a=b,"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, 0, "/admin", "", ""));
    assertThat(parse("0/admin"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, 0, "/admin", "", ""));
    assertThat(parse("2/admin,7[1]"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, 0, "/admin", "7", "[1]"));
  }

  @Test
  void a_binary_event_tells_its_attachments() {
    assertThat(parse("51-3[\"a\",{\"_placeholder\":true}]"))
        .isEqualTo(
            new SocketIoPacket(
                SocketIoPacket.Type.BINARY_EVENT, 1, "/", "3", "[\"a\",{\"_placeholder\":true}]"));
  }

  @Test
  void attachments_stand_where_their_placeholders_were() {
    byte[] one = {1};
    byte[] two = {2, 2};
    String json =
        "[\"a\",{\"_placeholder\":true,\"num\":1},[{\"b\":{\"_placeholder\":true,\"num\":0}}]]";
    assertThat(parse("52-" + json).arguments(List.of(one, two)))
        .hasValue(List.of("a", two, List.of(Map.of("b", one))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "null", "\"0\"", "0.5", "4294967296"})
  void an_attachment_that_is_not_there_is_malformed(String number) {
    String json = "[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]";
    assertThat(parse("52-" + json).arguments(List.of(new byte[1], new byte[1]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[", "[1", "1", "null", "[1]x", "[1,]"})
  void arguments_are_a_list_in_json(String json) {
    assertThat(parse("2" + json).arguments(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "x", "-", "/", "[]"})
  void anything_else_is_no_packet(String text) {
    assertThat(SocketIoPacket.parse(text)).isEmpty();
  }

  @Test
  void of_a_message_that_was_cut_off_the_name_and_the_acknowledgement_are_known() {
    assertThat(SocketIoPacket.parseBeginning("4212[\"nickname\",\"xxxx"))
        .hasValue(new Beginning(0, "12", "nickname"));
    assertThat(SocketIoPacket.parseBeginning("42[\"nickname\",\"\n"))
        .hasValue(new Beginning(0, "", "nickname"));
    assertThat(SocketIoPacket.parseBeginning("453-7[\"nickname\",\"x"))
        .hasValue(new Beginning(3, "7", "nickname"));
    assertThat(SocketIoPacket.parseBeginning("42[\"nick")).isEmpty();
    assertThat(SocketIoPacket.parseBeginning("xxxxxxxx")).isEmpty();
  }

  @Test
  void the_longest_text_is_parsed_without_recursion() {
    assertThat(parse("2" + "[".repeat(1_000_000)).json()).hasSize(1_000_000);
    assertThat(SocketIoPacket.parse("0/" + "x".repeat(1_000_000)).map(SocketIoPacket::namespace))
        .hasValueSatisfying(namespace -> assertThat(namespace).hasSizeLessThan(300));
  }
}
