package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @Test
  void a_newcomer_gets_the_list_at_once() {
    loopback.connect().claim("tom");
    loopback.connect().claim("ann");

    assertThat(loopback.connect().transcript()).containsExactly("nicknames [tom, ann]");
  }

  @Test
  void a_newcomer_in_an_empty_room_gets_an_empty_list_and_no_history() {
    assertThat(loopback.connect().transcript()).containsExactly("nicknames []");
    assertThat(loopback.connect("presence=delta").transcript()).containsExactly("nicknames []");
  }

  @Test
  void who_only_watches_is_not_in_the_list() {
    LoopbackClient ann = loopback.connect();
    loopback.connect().disconnect();

    assertThat(ann.transcript()).containsExactly("nicknames []");
  }

  @Test
  void every_change_brings_the_list_to_a_client_that_keeps_up() {
    LoopbackClient ann = loopback.connect();
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.claim("bob");
    tom.disconnect();

    assertThat(ann.transcript())
        .containsExactly("nicknames []", "nicknames [tom]", "nicknames [bob]", "nicknames []");
  }

  @Test
  void a_rename_is_one_event_keeps_its_place_and_frees_the_old_name() {
    EventRecord record = World.recordOf(rooms.room("lobby"));
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect().claim("ann");

    tom.claim("bob");
    ann.seesNicknames("bob", "ann");
    LoopbackClient other = loopback.connect().claim("tom").isAnswered("ok");

    other.seesNicknames("bob", "ann", "tom");
    assertThat(record.story())
        .containsExactly("Joined tom", "Joined ann", "Renamed tom to bob", "Joined tom");
  }

  @Test
  void a_burst_of_changes_brings_one_list_and_it_is_the_last() {
    LoopbackTransport slow = world.lane(rooms);
    LoopbackClient ann = slow.connect();
    world.run();
    List<LoopbackClient> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(loopback.connect().claim("n" + i));
    }
    crowd.subList(1, 100).forEach(LoopbackClient::disconnect);
    crowd.get(0).claim("last");

    world.run();

    assertThat(ann.transcript()).containsExactly("nicknames []", "nicknames [last]");
  }

  @Test
  void a_client_that_does_not_read_gets_the_last_list_when_it_does() {
    LoopbackClient ann = loopback.connect().stopReading();
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("hi");
    tom.claim("bob");

    ann.readOn();

    assertThat(ann.transcript())
        .containsExactly("nicknames []", "message tom说:hi", "nicknames [bob]");
  }

  @Test
  void messages_alone_bring_no_list() {
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect();
    tom.say("one").say("two");

    assertThat(Collections.frequency(ann.transcript(), "nicknames [tom]")).isEqualTo(1);
  }

  @Test
  void with_deltas_a_client_gets_one_list_and_then_what_changed() {
    LoopbackClient tom = loopback.connect().claim("tom");
    LoopbackClient ann = loopback.connect("presence=delta");
    LoopbackClient kim = loopback.connect().claim("kim");
    tom.claim("bob");
    tom.say("hi");
    kim.disconnect();
    tom.session().leave();

    assertThat(ann.transcript())
        .containsExactly(
            "nicknames [tom]",
            "joined kim",
            "renamed tom to bob",
            "message bob说:hi",
            "left kim",
            "left bob");
    assertThat(ann.received().get(4).field("reason")).isEqualTo("disconnected");
    assertThat(ann.received().get(5).field("reason")).isEqualTo("left");
  }

  @Test
  void with_deltas_ones_own_claim_is_answered_before_it_is_told() {
    LoopbackClient ann = loopback.connect("presence=delta").claim("ann").claim("anna");

    assertThat(ann.transcript())
        .containsExactly("nicknames []", "ack ok", "joined ann", "ack ok", "renamed ann to anna");
  }

  @Test
  void rooms_do_not_see_each_other() {
    LoopbackClient here = loopback.connect();
    LoopbackClient there = loopback.connect("room=dev").claim("tom").isAnswered("ok");
    there.say("hi");

    here.claim("tom").isAnswered("ok").seesNicknames("tom").seesNothingMore();
    there.sees("tom说:hi").seesNicknames("tom");
  }

  @Test
  void history_comes_oldest_first_before_the_list_and_is_not_repeated() {
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("one").say("two");

    LoopbackClient ann = loopback.connect();
    tom.say("three");

    assertThat(ann.transcript())
        .containsExactly("history [tom说:one, tom说:two]", "nicknames [tom]", "message tom说:three");
  }

  @Test
  void history_says_of_each_message_what_a_live_one_says() {
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.say("one");

    LoopbackClient ann = loopback.connect();

    assertThat((List<?>) ann.received().get(0).data())
        .singleElement()
        .isEqualTo(tom.received().get(tom.received().size() - 1).data());
  }
}
