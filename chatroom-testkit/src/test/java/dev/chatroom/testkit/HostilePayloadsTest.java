package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, by moderators too, is answered once with a stable code and changes nothing. */
class HostilePayloadsTest {

  private static final List<String> EVENTS =
      List.of(
          "nickname",
          "message",
          "whisper",
          "signal",
          "leave",
          "history",
          "kick",
          "ban",
          "unban",
          "mute",
          "unmute",
          "role",
          "subject",
          "delete",
          "access",
          "nonsense",
          "");

  private static final List<String> FIELDS =
      List.of(
          "nickname",
          "msg",
          "to",
          "key",
          "reason",
          "seconds",
          "address",
          "identity",
          "role",
          "subject",
          "message",
          "moderated",
          "membersOnly",
          "password",
          "before",
          "limit");

  private static final List<String> CODES =
      List.of(
          "ok",
          "malformed",
          "unknown_event",
          "occupant_unknown",
          "message_unknown",
          "message_empty",
          "message_too_long",
          "nickname_blank",
          "nickname_illegal",
          "nickname_too_long",
          "nickname_taken",
          "nickname_required",
          "nickname_reserved",
          "muted",
          "forbidden");

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient mia = loopback.connect().claim("mia").isAnswered("ok");

  static Stream<Arguments> malformed() {
    return Stream.of(
        malformed("kick", Map.of()),
        malformed("kick", Map.of("nickname", 7)),
        malformed("kick", Map.of("nickname", "tom", "reason", 7)),
        malformed("ban", Map.of("nickname", List.of("tom"))),
        malformed("ban", Map.of("nickname", "tom", "seconds", "60")),
        malformed("ban", Map.of("nickname", "tom", "address", "true")),
        malformed("ban", Map.of("nickname", "tom", "reason", Map.of())),
        malformed("unban", Map.of()),
        malformed("unban", Map.of("identity", 7)),
        malformed("unban", Map.of("identity", "x".repeat(257))),
        malformed("mute", Map.of("seconds", 60)),
        malformed("mute", Map.of("nickname", "tom", "seconds", "60")),
        malformed("mute", Map.of("nickname", "tom", "seconds", true)),
        malformed("unmute", Map.of("nickname", true)),
        malformed("role", Map.of("nickname", "tom")),
        malformed("role", Map.of("nickname", "tom", "role", "owner")),
        malformed("role", Map.of("nickname", "tom", "role", "MODERATOR")),
        malformed("role", Map.of("role", "visitor")),
        malformed("subject", "cats"),
        malformed("subject", Map.of("subject", 7)),
        malformed("delete", Map.of("message", "nowhere")),
        malformed("delete", Map.of("message", 7)),
        malformed("delete", Map.of("message", "e-99999999999999999999999")),
        malformed("access", "open"),
        malformed("access", List.of()),
        malformed("access", Map.of("membersOnly", "true")),
        malformed("access", Map.of("moderated", 1)),
        malformed("access", Map.of("password", 12345)),
        malformed("history", Map.of("before", "nowhere")),
        malformed("history", Map.of("before", 7)),
        malformed("history", Map.of("limit", "many")),
        malformed("whisper", Map.of("to", "tom")),
        malformed("whisper", Map.of("msg", "hi")),
        malformed("whisper", Map.of("to", "tom", "msg", "hi", "key", 7)),
        malformed("message", Map.of("msg", "hi", "key", 7)),
        malformed("message", Map.of("msg", "hi", "key", "")),
        malformed("message", Map.of("msg", "hi", "key", "k".repeat(65))),
        malformed("signal", null),
        malformed("signal", Map.of()),
        malformed("signal", "Typing"),
        malformed("signal", ""),
        malformed("signal", "x".repeat(33)),
        malformed("signal", "a-b"));
  }

  private static Arguments malformed(String event, @Nullable Object data) {
    return Arguments.of(event, data);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void what_is_malformed_is_answered_so_and_changes_nothing(String event, @Nullable Object data) {
    loopback.connect().claim("tom").isAnswered("ok");
    accepted(lobby.moderation().changeRole("mia", Role.MODERATOR));
    RoomAccess closed = RoomAccess.OPEN.moderated(true).membersOnly(false);
    accepted(lobby.moderation().changeAccess(closed));
    EventRecord record = World.recordOf(lobby);

    mia.emitWithAck(event, data).isRefused("malformed");
    mia.emit(event, data).isRefused("malformed");

    assertThat(record.events).isEmpty();
    assertThat(lobby.access()).isEqualTo(closed);
  }

  @Test
  void access_without_any_payload_does_not_open_the_room() {
    accepted(lobby.moderation().changeRole("mia", Role.MODERATOR));
    accepted(lobby.moderation().changeAccess(RoomAccess.OPEN.membersOnly(true)));

    mia.emitWithAck("access", null).isRefused("malformed");

    assertThat(lobby.access().membersOnly()).isTrue();
  }

  @Test
  void a_number_too_large_is_for_ever_and_not_for_no_time() {
    loopback.connect().claim("tom").isAnswered("ok");
    accepted(lobby.moderation().changeRole("mia", Role.MODERATOR));
    EventRecord record = World.recordOf(lobby);
    for (Number seconds :
        List.of(BigInteger.ONE.shiftLeft(64), 1e300, Double.POSITIVE_INFINITY, Long.MAX_VALUE)) {
      mia.emitWithAck("mute", Map.of("nickname", "tom", "seconds", seconds)).isAnswered("ok");
    }

    assertThat(record.all(dev.chatroom.RoomEvent.Muted.class))
        .hasSize(4)
        .allSatisfy(muted -> assertThat(muted.until()).isNull());
  }

  @Test
  void a_page_of_history_needs_somewhere_to_go() {
    mia.emit("history", Map.of()).isRefused("malformed");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anything_at_all_is_answered_once(long seed) {
    Random random = new Random(seed);
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    for (int i = 0; i < 2_000 && tom.isConnected(); i++) {
      String event = EVENTS.get(random.nextInt(EVENTS.size()));
      Object data = randomData(random);
      int before = answers(tom).size();

      tom.emitWithAck(event, data);

      List<String> answers = answers(tom);
      assertThat(answers).as("%s %s", event, data).hasSize(before + 1);
      assertThat(CODES).contains(answers.get(before));
    }
    assertThat(tom.isConnected()).isTrue();
  }

  @Test
  void anything_at_all_from_a_moderator_is_answered_once() {
    Random random = new Random(7);
    accepted(lobby.moderation().changeRole("mia", Role.MODERATOR));
    for (int i = 0; i < 2_000; i++) {
      String event = EVENTS.get(random.nextInt(EVENTS.size()));
      Object data = randomData(random);
      LoopbackClient client = mia.isConnected() ? mia : loopback.connect();
      int before = answers(client).size();

      client.emitWithAck(event, data);

      assertThat(answers(client)).as("%s %s", event, data).hasSize(before + 1);
    }
  }

  private static List<String> answers(LoopbackClient client) {
    return client.received().stream()
        .filter(each -> each.event().equals(Received.ACK))
        .map(Received::code)
        .toList();
  }

  private static @Nullable Object randomData(Random random) {
    if (random.nextInt(4) == 0) {
      return randomValue(random);
    }
    Map<String, @Nullable Object> data = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      data.put(FIELDS.get(random.nextInt(FIELDS.size())), randomValue(random));
    }
    return data;
  }

  private static @Nullable Object randomValue(Random random) {
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.asList(
                null,
                "",
                "zoe",
                "\u0000",
                "\uD800",
                "x".repeat(100_000),
                "e1-1",
                "typing",
                true,
                0,
                -1,
                Long.MIN_VALUE,
                Double.NaN,
                1e300,
                BigInteger.TEN.pow(50),
                List.of(),
                Map.of(),
                Collections.singletonMap("nickname", null),
                List.of(List.of(Map.of("a", 1)))));
    return values.get(random.nextInt(values.size()));
  }
}
