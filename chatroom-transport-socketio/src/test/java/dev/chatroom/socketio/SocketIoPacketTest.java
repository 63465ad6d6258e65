package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.socketio.SocketIoPacket.Beginning;
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
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, "/", "", "[\"a\",1]"));
  }

  @Test
  void an_event_may_ask_for_an_acknowledgement() {
    assertThat(parse("212[\"a\"]"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, "/", "12", "[\"a\"]"));
  }

  @Test
  void a_namespace_ends_with_a_comma_and_may_have_a_query() {
    assertThat(parse("0/admin,{\"a\":1}"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, "/admin", "", "{\"a\":1}"));
    assertThat(parse("0/admin?a=b,"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, "/admin", "", ""));
    assertThat(parse("0/admin"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.CONNECT, "/admin", "", ""));
    assertThat(parse("2/admin,7[1]"))
        .isEqualTo(new SocketIoPacket(SocketIoPacket.Type.EVENT, "/admin", "7", "[1]"));
  }

  @Test
  void a_binary_event_tells_its_attachments() {
    assertThat(parse("51-3[\"a\",{\"_placeholder\":true}]"))
        .isEqualTo(
            new SocketIoPacket(
                SocketIoPacket.Type.BINARY_EVENT, "/", "3", "[\"a\",{\"_placeholder\":true}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "x", "-", "/", "[]"})
  void anything_else_is_no_packet(String text) {
    assertThat(SocketIoPacket.parse(text)).isEmpty();
  }

  @Test
  void of_a_message_that_was_cut_off_the_name_and_the_acknowledgement_are_known() {
    assertThat(SocketIoPacket.parseBeginning("4212[\"nickname\",\"xxxx"))
        .hasValue(new Beginning("12", "nickname"));
    assertThat(SocketIoPacket.parseBeginning("42[\"nickname\",\"\n"))
        .hasValue(new Beginning("", "nickname"));
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
