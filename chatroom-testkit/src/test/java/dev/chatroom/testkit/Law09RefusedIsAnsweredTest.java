package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Law09RefusedIsAnsweredTest {

  private static final String TEN_MB = "x".repeat(10 * 1024 * 1024);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient ann = loopback.connect();

  @BeforeEach
  void annIsHere() {
    ann.claim("ann").isAnswered("ok").seesNicknames("ann");
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        claim("null", null, "malformed"),
        claim("number", 7, "malformed"),
        claim("boolean", true, "malformed"),
        claim("object", Map.of("nickname", "tom"), "malformed"),
        claim("list", List.of("tom"), "malformed"),
        claim("empty", "", "nickname_blank"),
        claim("spaces", "   ", "nickname_blank"),
        claim("ideographic spaces", "\u3000\u3000", "nickname_blank"),
        claim("control", "to\u0000m", "nickname_illegal"),
        claim("line feed", "tom\n", "nickname_illegal"),
        claim("bidi override", "tom\u202Egpj", "nickname_illegal"),
        claim("zero width", "to\u200Bm", "nickname_illegal"),
        claim("unpaired surrogate", "tom\uD800", "nickname_illegal"),
        claim("33 code points", "x".repeat(33), "nickname_too_long"),
        claim("1,000 code points", "\uD83D\uDE00".repeat(1_000), "nickname_too_long"),
        claim("10 MB", TEN_MB, "nickname_too_long"),
        claim("taken", "ann", "nickname_taken"),
        claim("taken in another case", "ANN", "nickname_taken"));
  }

  static Stream<Arguments> badMessages() {
    return Stream.of(
        message("null", null, "malformed"),
        message("string", "hi", "malformed"),
        message("number", 7, "malformed"),
        message("list", List.of("hi"), "malformed"),
        message("no fields", Map.of(), "malformed"),
        message("no msg", Map.of("nickname", "tom"), "malformed"),
        message("msg null", Collections.singletonMap("msg", null), "malformed"),
        message("msg a number", Map.of("msg", 1), "malformed"),
        message("msg an object", Map.of("msg", Map.of()), "malformed"),
        message("msg a list", Map.of("msg", List.of("hi")), "malformed"),
        message("no nickname", Map.of("msg", "hi"), "nickname_required"),
        message("nickname null", withNickname(null), "nickname_required"),
        message("nickname a number", withNickname(1), "nickname_required"),
        message("nickname an object", withNickname(Map.of()), "nickname_required"),
        message("nickname blank", withNickname(" "), "nickname_blank"),
        message("nickname too long", withNickname("x".repeat(1_000)), "nickname_too_long"),
        message("nickname 10 MB", withNickname(TEN_MB), "nickname_too_long"),
        message("somebody else's nickname", withNickname("ann"), "nickname_taken"),
        message("empty", Map.of("nickname", "tom", "msg", ""), "message_empty"),
        message("blank", Map.of("nickname", "tom", "msg", " \t\n\u3000\u200B"), "message_empty"),
        message("10 MB", Map.of("nickname", "tom", "msg", TEN_MB), "message_too_long"));
  }

  static Stream<Arguments> badEvents() {
    return Stream.of("", "nicknames", "disconnect", "MESSAGE", "\u0000", "x".repeat(1_000))
        .map(event -> Arguments.of("event " + event.length(), event, "hi", "unknown_event"));
  }

  private static Map<String, Object> withNickname(@Nullable Object nickname) {
    Map<String, Object> data = new HashMap<>();
    data.put("msg", "hi");
    data.put("nickname", nickname);
    return data;
  }

  private static Arguments claim(String what, @Nullable Object data, String code) {
    return Arguments.of("claim: " + what, "nickname", data, code);
  }

  private static Arguments message(String what, @Nullable Object data, String code) {
    return Arguments.of("message: " + what, "message", data, code);
  }

  @ParameterizedTest(name = "{0} is refused {3}")
  @MethodSource({"badClaims", "badMessages", "badEvents"})
  void law09_with_an_acknowledgement_the_refusal_is_the_answer(
      String what, String event, @Nullable Object data, String code) {
    LoopbackClient peer = loopback.connect();

    peer.emitWithAck(event, data);

    assertThat(peer.transcript()).containsExactly("nicknames [ann]", "ack " + code);
    Received answer = peer.received().get(1);
    assertThat((Map<?, ?>) answer.data()).hasSize(2);
    assertThat(answer.field("msg")).isNotBlank().isNotEqualTo(code);
    goesOnUndisturbed(peer);
  }

  @ParameterizedTest(name = "{0} is refused {3}")
  @MethodSource({"badClaims", "badMessages", "badEvents"})
  void law09_without_an_acknowledgement_the_refusal_is_an_event(
      String what, String event, @Nullable Object data, String code) {
    LoopbackClient peer = loopback.connect();

    peer.emit(event, data);

    assertThat(peer.transcript()).containsExactly("nicknames [ann]", "refused " + code);
    Received refused = peer.received().get(1);
    assertThat((Map<?, ?>) refused.data()).hasSize(3);
    assertThat(event).startsWith(refused.field("event"));
    assertThat(refused.field("event").length()).isEqualTo(Math.min(event.length(), 64));
    assertThat(refused.field("msg")).isNotBlank().isNotEqualTo(code);
    goesOnUndisturbed(peer);
  }

  private void goesOnUndisturbed(LoopbackClient peer) {
    ann.seesNothingMore().seesNicknames("ann");
    assertThat(rooms.room("lobby").occupants()).hasSize(1);
    assertThat(rooms.room("lobby").history()).isEmpty();
    peer.isRefused(lastCode(peer)).claim("tom").isAnswered("ok").say("hi");
    ann.sees("tom说:hi").seesNicknames("ann", "tom");
  }

  private static String lastCode(LoopbackClient peer) {
    return peer.received().get(peer.received().size() - 1).field("code");
  }

  @Test
  void law09_the_text_is_that_of_the_documented_chat() {
    LoopbackClient tom = loopback.connect();

    tom.claim("ann");

    assertThat(tom.received().get(1).data())
        .isEqualTo(Map.of("msg", "昵称已经存在", "code", "nickname_taken"));
  }

  @Test
  void law09_the_text_is_in_the_language_of_the_rooms() {
    LoopbackTransport english =
        LoopbackTransport.startedOn(world.immediate(each -> each.language(Locale.ENGLISH)));

    english.connect().claim(" ").isAnswered("A nickname cannot be blank.");
  }

  @Test
  void law09_a_client_that_does_not_read_is_answered_once_it_does() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok").stopReading();
    tom.emitWithAck("message", Map.of("msg", "hi"));
    tom.claim("ann");

    tom.readOn();

    assertThat(answers(tom)).containsExactlyInAnyOrder("ack ok", "ack ok", "ack nickname_taken");
  }

  private static List<String> answers(LoopbackClient client) {
    return client.transcript().stream().filter(each -> each.startsWith("ack ")).toList();
  }

  @Test
  void law09_a_closed_session_refuses() {
    var bot = rooms.room("lobby").attach();
    bot.claim("bot");
    bot.close();

    assertThat(Arrays.asList(bot.claim("x"), bot.post("hi"), bot.leave()))
        .allSatisfy(
            stage ->
                assertThat(stage.toCompletableFuture().join().toString())
                    .contains("code=session_closed"));
  }

  @Test
  void law09_a_session_of_closed_rooms_refuses() {
    var lobby = rooms.room("lobby");
    rooms.close();

    var bot = lobby.attach();

    assertThat(bot.claim("x").toCompletableFuture())
        .isCompletedWithValueMatching(outcome -> outcome.toString().contains("session_closed"));
    assertThat(loopback.refusedConnect("").code()).isEqualTo("unavailable");
  }

  @Test
  void law09_connections_that_cannot_be_are_refused_by_name() {
    ChatRooms fixed = world.immediate(each -> each.declare("lobby").roomsOnDemand(false));
    LoopbackTransport strict = LoopbackTransport.startedOn(fixed);

    assertThat(strict.refusedConnect("room=dev").code()).isEqualTo("room_unknown");
    assertThat(strict.refusedConnect("room=").code()).isEqualTo("room_illegal");
    assertThat(strict.refusedConnect("room=a/b").code()).isEqualTo("room_illegal");
    assertThat(strict.refusedConnect("room=" + "x".repeat(65)).code()).isEqualTo("room_illegal");
    strict.connect("room=lobby").seesNicknames();
  }
}
