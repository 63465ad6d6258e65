package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.policy.RateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documented chat over real sockets, for both generations of clients. */
class SocketIoTransportIT {

  private final ChatRooms rooms =
      ChatRooms.builder().rates(RateLimits.none()).declare("dev").build();
  private final SocketIoTransport transport =
      SocketIoTransport.builder().host("127.0.0.1").port(0).build();

  @BeforeEach
  void start() {
    transport.start(rooms);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ofSeconds(1));
    rooms.close();
  }

  private InetSocketAddress server() {
    return transport.address().orElseThrow();
  }

  private WireClient connect(EngineVersion version) {
    return connect(version, "");
  }

  private WireClient connect(EngineVersion version, String query) {
    WireClient client =
        version == EngineVersion.V3
            ? WireClient.version3(server(), query)
            : WireClient.version4(server(), query);
    assertThat(client.next()).startsWith("40");
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void a_newcomer_gets_the_nicknames_and_no_history_of_nothing(EngineVersion version) {
    try (WireClient tom = connect(version)) {
      assertThat(tom.next()).isEqualTo("42[\"nicknames\",[]]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_answer_comes_before_the_list_with_the_nickname(EngineVersion version) {
    try (WireClient tom = connect(version)) {
      tom.next();
      tom.send("427[\"nickname\",\"tom\"]");
      assertThat(tom.next()).startsWith("437[{\"msg\":\"ok\"");
      assertThat(tom.next()).isEqualTo("42[\"nicknames\",[\"tom\"]]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_nickname_in_use_is_refused_in_the_documented_words(EngineVersion version) {
    try (WireClient tom = connect(version);
        WireClient impostor = connect(version)) {
      tom.claim("tom");
      assertThat(impostor.ask("nickname", "Tom"))
          .isEqualTo("[{\"msg\":\"昵称已经存在\",\"code\":\"nickname_taken\"}]");
      impostor.emit("nickname", "TOM");
      assertThat(impostor.awaitEvent("refused"))
          .isEqualTo(Map.of("event", "nickname", "msg", "昵称已经存在", "code", "nickname_taken"));
    }
  }

  @Test
  void both_generations_talk_in_one_room_in_one_order() {
    try (WireClient tom = connect(EngineVersion.V3);
        WireClient ann = connect(EngineVersion.V4)) {
      tom.claim("tom");
      ann.claim("ann");
      for (int i = 0; i < 50; i++) {
        tom.emit("message", Map.of("nickname", "tom", "msg", "t" + i));
        ann.emit("message", Map.of("nickname", "ann", "msg", "a" + i));
      }
      List<String> seenByTom = Stream.generate(tom::awaitMessage).limit(100).toList();
      List<String> seenByAnn = Stream.generate(ann::awaitMessage).limit(100).toList();
      assertThat(seenByTom).isEqualTo(seenByAnn).doesNotHaveDuplicates();
      assertThat(seenByTom.stream().filter(each -> each.startsWith("tom")))
          .isEqualTo(Stream.iterate(0, i -> i + 1).limit(50).map(i -> "tom说:t" + i).toList());
    }
  }

  @Test
  void everybody_is_told_when_somebody_leaves() {
    try (WireClient ann = connect(EngineVersion.V4)) {
      ann.claim("ann");
      WireClient tom = connect(EngineVersion.V3).claim("tom");
      ann.awaitNicknames("ann", "tom");
      tom.close();
      ann.awaitNicknames("ann");
      WireClient bob = connect(EngineVersion.V3).claim("bob");
      ann.awaitNicknames("ann", "bob");
      bob.abort();
      ann.awaitNicknames("ann");
      WireClient eve = connect(EngineVersion.V4).claim("eve");
      ann.awaitNicknames("ann", "eve");
      eve.send("1");
      ann.awaitNicknames("ann");
      assertThat(eve.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void who_leaves_the_namespace_leaves_the_room_and_may_come_back() {
    try (WireClient ann = connect(EngineVersion.V4);
        WireClient eve = connect(EngineVersion.V4)) {
      ann.claim("ann");
      eve.claim("eve");
      ann.awaitNicknames("ann", "eve");
      eve.send("41");
      ann.awaitNicknames("ann");
      eve.send("40");
      eve.awaitPacket(packet -> packet.startsWith("40"));
      eve.claim("eve");
      ann.awaitNicknames("ann", "eve");
    }
  }

  @Test
  void who_was_not_let_in_may_ask_again() {
    try (WireClient tom = WireClient.raw(server(), "EIO=4&transport=websocket")) {
      tom.next();
      tom.send("40{\"room\":\"nowhere\"}");
      assertThat(tom.next()).startsWith("44{").contains("room_unknown");
      tom.send("40{\"room\":\"dev\"}");
      assertThat(tom.next()).startsWith("40{");
    }
  }

  @Test
  void the_room_stamps_the_sender() {
    try (WireClient tom = connect(EngineVersion.V3);
        WireClient ann = connect(EngineVersion.V4)) {
      ann.claim("ann");
      tom.claim("tom").emit("message", Map.of("nickname", "ann", "msg", "I am ann"));
      assertThat(ann.awaitMessage()).isEqualTo("tom说:I am ann");
    }
  }

  @Test
  void a_message_carries_the_nickname_it_claims() {
    try (WireClient tom = connect(EngineVersion.V3);
        WireClient ann = connect(EngineVersion.V3)) {
      tom.emit("message", Map.of("nickname", "tom", "msg", "back again"));
      assertThat(ann.awaitMessage()).isEqualTo("tom说:back again");
      assertThat(ann.ask("message", Map.of("nickname", "tom", "msg", "me too")))
          .contains("nickname_taken");
      assertThat(ann.ask("message", Map.of("msg", "who am I"))).contains("nickname_required");
    }
  }

  @Test
  void a_message_has_an_id_and_a_time_from_which_a_client_goes_on() {
    try (WireClient tom = connect(EngineVersion.V4)) {
      tom.claim("tom");
      tom.emit("message", Map.of("msg", "one"));
      Map<?, ?> one = (Map<?, ?>) tom.awaitEvent("message");
      assertThat((String) one.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
      tom.emit("message", Map.of("msg", "two"));
      tom.emit("message", Map.of("msg", "three"));
      tom.awaitMessage();
      tom.awaitMessage();
      try (WireClient back = connect(EngineVersion.V3, "since=" + one.get("id"))) {
        assertThat(back.awaitMessage()).isEqualTo("tom说:two");
        assertThat(back.awaitMessage()).isEqualTo("tom说:three");
        back.awaitNicknames("tom");
      }
      try (WireClient lost = connect(EngineVersion.V3, "since=nonsense")) {
        assertThat(lost.awaitEvent("reset")).isEqualTo(Map.of("reason", "unknown_position"));
        List<?> history = (List<?>) lost.awaitEvent("history");
        assertThat(history).hasSize(3).first().isEqualTo(one);
      }
    }
  }

  @Test
  void rooms_are_apart_and_illegal_ones_refused() {
    try (WireClient lobby = connect(EngineVersion.V4);
        WireClient dev = connect(EngineVersion.V4, "room=dev")) {
      lobby.claim("tom");
      dev.claim("tom").emit("message", Map.of("msg", "in dev"));
      assertThat(dev.awaitMessage()).isEqualTo("tom说:in dev");
      lobby.emit("message", Map.of("msg", "in the lobby"));
      assertThat(lobby.awaitMessage()).isEqualTo("tom说:in the lobby");
    }
    try (WireClient refused = WireClient.version4(server(), "room=nowhere")) {
      assertThat(refused.next()).startsWith("44{").contains("room_unknown");
    }
    try (WireClient refused = WireClient.version4(server(), "room=a%20b")) {
      assertThat(refused.next()).startsWith("44{").contains("room_illegal").contains("message");
    }
    try (WireClient refused = WireClient.version3(server(), "room=")) {
      assertThat(refused.next()).startsWith("44{").contains("room_illegal");
    }
  }

  @ParameterizedTest
  @EnumSource
  void emoji_and_every_script_arrive_as_they_were_sent(EngineVersion version) {
    String text = "😀👩‍👩‍👧 שלום سلام 日本語 \u2028\u2029 \"\\ </script> " + "汉".repeat(20_000);
    try (WireClient tom = connect(version)) {
      tom.claim("汤姆😀").emit("message", Map.of("msg", text));
      assertThat(tom.awaitMessage()).isEqualTo("汤姆😀说:" + text);
    }
  }

  @Test
  void a_message_in_pieces_is_one_message() {
    try (WireClient tom = connect(EngineVersion.V4)) {
      tom.claim("tom").sendInPieces("42[\"mess", "age\",{\"msg\":\"汉", "字\"}]");
      assertThat(tom.awaitMessage()).isEqualTo("tom说:汉字");
    }
  }

  @Test
  void a_session_ended_by_the_application_is_told_why_and_closed() {
    try (WireClient tom = connect(EngineVersion.V4)) {
      tom.claim("tom");
      transport.stop(Duration.ofSeconds(5));
      assertThat(tom.awaitEvent("closed"))
          .isEqualTo(
              Map.of(
                  "code",
                  CloseReason.GOING_AWAY.number(),
                  "reason",
                  "going_away",
                  "reconnect",
                  true));
      assertThat(tom.awaitClose()).isEqualTo(CloseReason.GOING_AWAY.number());
      assertThat(rooms.room("lobby").occupants()).isEmpty();
    }
  }

  @Test
  void the_port_is_free_after_the_stop_and_taken_before() throws IOException {
    int port = server().getPort();
    SocketIoTransport second = SocketIoTransport.builder().host("127.0.0.1").port(port).build();
    assertThatThrownBy(() -> second.start(rooms))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + port);
    transport.stop(Duration.ZERO);
    assertThat(transport.address()).isEmpty();
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
