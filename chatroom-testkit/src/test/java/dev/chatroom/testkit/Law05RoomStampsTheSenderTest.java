package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Law05RoomStampsTheSenderTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @Test
  void law05_what_a_client_claims_about_who_it_is_reaches_nobody() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

    tom.sayAs("ann", "I am ann");
    tom.sayAs("root", "I am root");

    ann.sees("tom说:I am ann", "tom说:I am root").seesNicknames("ann", "tom").seesNothingMore();
    tom.sees("tom说:I am ann", "tom说:I am root").seesNothingMore();
  }

  @Test
  void law05_a_claim_that_the_client_has_not_seen_yet_counts_too() {
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = lane.connect();

    tom.claim("tom").sayAs("ann", "I am ann");
    world.run();

    ann.sees("tom说:I am ann").seesNicknames("tom").seesNothingMore();
  }

  @Test
  void law05_nothing_of_the_payload_passes_but_the_text() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    Map<String, Object> forged = new LinkedHashMap<>();
    forged.put("msg", "hi");
    forged.put("nickname", List.of("ann"));
    forged.put("id", "0-999");
    forged.put("time", "1970-01-01T00:00:00Z");
    forged.put("role", "moderator");

    tom.emit("message", forged);

    ann.sees("tom说:hi");
    Received message = ann.received().get(ann.received().size() - 1);
    assertThat(message.data())
        .isEqualTo(
            Map.of(
                "nickname",
                "tom",
                "msg",
                "hi",
                "id",
                rooms.room("lobby").history().get(0).position().toString(),
                "time",
                ManualClock.START.toString()));
  }

  @Test
  void law05_the_name_of_a_message_is_the_one_at_its_place_in_the_log() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("before");
    tom.claim("bob");
    tom.say("after");

    ann.sees("tom说:before", "bob说:after");
    loopback.connect().seesHistory("tom说:before", "bob说:after");
  }

  @Test
  void law05_a_connection_without_a_nickname_gets_the_one_that_its_message_carries() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect();

    tom.sayAs("tom", "hi");

    ann.sees("tom说:hi").seesNicknames("tom").seesNothingMore();
    tom.sees("tom说:hi").seesNothingMore();
  }

  @Test
  void law05_a_connection_that_cannot_have_the_nickname_it_carries_says_nothing() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    LoopbackClient tom = loopback.connect();

    tom.sayAs("ANN", "hi").isRefused("nickname_taken").seesNothingMore();
    tom.sayAs(" ", "hi").isRefused("nickname_blank").seesNothingMore();
    tom.emit("message", Map.of("msg", "hi")).isRefused("nickname_required").seesNothingMore();

    ann.seesNicknames("ann").seesNothingMore();
  }
}
