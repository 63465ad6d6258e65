package dev.chatroom.confusables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.spi.Backplane;
import dev.chatroom.testkit.LoopbackClient;
import dev.chatroom.testkit.LoopbackTransport;
import dev.chatroom.testkit.ManualClock;
import dev.chatroom.testkit.ManualExecutor;
import dev.chatroom.testkit.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeRaceTest {

  private static final String TOM_BY_CYRILLIC = "\u0422om";

  private final ManualClock clock = new ManualClock();

  private ChatRooms node(Backplane shared, NicknamePolicy nicknames) {
    return ChatRooms.builder()
        .executor(Runnable::run)
        .clock(clock)
        .backplane(shared)
        .nicknames(nicknames)
        .build();
  }

  private static Backplane memory(ManualClock clock) {
    return ChatRooms.inMemoryBackplane(clock, new Random(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void of_look_alikes_on_two_nodes_one_wins(int seed) {
    NicknamePolicy refusing = Confusables.refusing(NicknamePolicy.precis(32));
    ManualExecutor hereExecutor = new ManualExecutor();
    ManualExecutor thereExecutor = new ManualExecutor();
    try (Backplane shared = memory(clock);
        ChatRooms here = node(shared, refusing);
        ChatRooms there = node(shared, refusing)) {
      LoopbackClient tom = LoopbackTransport.startedOn(here, hereExecutor).connect();
      LoopbackClient impostor = LoopbackTransport.startedOn(there, thereExecutor).connect();
      List<ManualExecutor> lanes = new ArrayList<>(List.of(hereExecutor, thereExecutor));

      tom.claim("Tom");
      impostor.claim(TOM_BY_CYRILLIC);
      Collections.shuffle(lanes, new Random(seed));
      while (hereExecutor.pending() + thereExecutor.pending() > 0) {
        lanes.forEach(ManualExecutor::runNext);
      }

      boolean tomWon = lanes.get(0) == hereExecutor;
      (tomWon ? tom : impostor).isAnswered("ok");
      (tomWon ? impostor : tom).isRefused("nickname_confusable");
      assertThat(here.room("lobby").occupants()).hasSize(1);
      assertThat(there.room("lobby").occupants()).isEqualTo(here.room("lobby").occupants());
    }
  }

  @Test
  void a_nickname_that_was_given_back_is_free_for_its_look_alikes() {
    NicknamePolicy refusing = Confusables.refusing(NicknamePolicy.precis(32));
    try (ChatRooms rooms = ChatRooms.builder().nicknames(refusing).build();
        LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
      LoopbackClient tom = loopback.connect().claim("Tom").isAnswered("ok");
      LoopbackClient other =
          loopback.connect().claim(TOM_BY_CYRILLIC).isRefused("nickname_confusable");
      tom.claim("tom").isAnswered("ok");

      tom.disconnect();

      other.claim(TOM_BY_CYRILLIC).isAnswered("ok").seesNicknames(TOM_BY_CYRILLIC);
    }
  }

  @Test
  void who_is_only_warned_about_may_be_there() {
    NicknamePolicy warning = Confusables.warning(NicknamePolicy.precis(32));
    try (ChatRooms rooms = ChatRooms.builder().nicknames(warning).build();
        LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
      loopback.connect().claim("Tom").isAnswered("ok");
      LoopbackClient other = loopback.connect().claim(TOM_BY_CYRILLIC).isAnswered("ok");

      other.seesNicknames("Tom", TOM_BY_CYRILLIC);
      assertThat(answer(other).get("warnings")).isEqualTo(List.of("nickname_confusable"));
    }
  }

  @Test
  void who_looks_like_nobody_but_themselves_is_not_warned() {
    NicknamePolicy warning = Confusables.warning(NicknamePolicy.precis(32));
    try (ChatRooms rooms = ChatRooms.builder().nicknames(warning).build();
        LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
      LoopbackClient tom = loopback.connect().claim("Tom").isAnswered("ok");

      tom.claim(TOM_BY_CYRILLIC).isAnswered("ok");

      assertThat(answer(tom).get("warnings")).isNull();
    }
  }

  /** The last answer that a client got. */
  private static Map<?, ?> answer(LoopbackClient client) {
    List<Received> answers =
        client.received().stream().filter(each -> each.event().equals(Received.ACK)).toList();
    return (Map<?, ?>) answers.get(answers.size() - 1).data();
  }
}
