package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.lastId;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to one occupant (XEP-0045 §7.5). */
class WhispersTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
  private final LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
  private final LoopbackClient kim = loopback.connect("presence=delta").claim("kim");

  @Test
  void only_the_two_see_it() {
    LoopbackClient watcher = loopback.connect();

    tom.whisper("ANN", "psst").isAnswered("ok");

    ann.seesEvents("whisper ann: tom说:psst");
    tom.seesEvents("whisper ann: tom说:psst").seesNothingMore();
    kim.isAnswered("ok").seesNothingMore();
    watcher.seesNothingMore();
  }

  @Test
  void the_answer_says_where_it_stands_and_comes_first() {
    tom.whisper("ann", "psst");

    assertThat(tom.transcript()).endsWith("ack ok", "whisper ann: tom说:psst");
    int last = tom.received().size() - 1;
    assertThat(tom.received().get(last - 1).field("id"))
        .isEqualTo(tom.received().get(last).field("id"));
  }

  @Test
  void their_other_tabs_see_it_too() {
    LoopbackClient annsTab = loopback.connect("token=" + token(ann));
    LoopbackClient tomsTab = loopback.connect("token=" + token(tom));

    tom.whisper("ann", "psst").isAnswered("ok");

    annsTab.seesEvents("whisper ann: tom说:psst");
    tomsTab.seesEvents("whisper ann: tom说:psst");
  }

  @Test
  void one_to_oneself_comes_once() {
    tom.whisper("tom", "note").isAnswered("ok").seesEvents("whisper tom: tom说:note");

    tom.seesNothingMore();
    ann.seesNothingMore();
  }

  @Test
  void the_application_sees_it() {
    EventRecord record = World.recordOf(lobby);

    tom.whisper("ann", "psst");

    assertThat(record.story()).containsExactly("Whispered psst to ann");
    assertThat(record.all(RoomEvent.Whispered.class).get(0).message().sender()).hasToString("tom");
  }

  @Test
  void nobody_is_found_under_a_nickname_that_nobody_has() {
    for (String nobody : new String[] {"bob", "", "to\u0000m", "x".repeat(1_000_000), "system"}) {
      tom.whisper(nobody, "psst").isRefused("occupant_unknown");
    }
  }

  @Test
  void who_has_no_nickname_whispers_to_nobody() {
    loopback.connect().whisper("ann", "psst").isRefused("nickname_required");

    ann.seesNothingMore();
  }

  @Test
  void who_is_muted_does_not_whisper_and_is_whispered_to() {
    accepted(lobby.moderation().mute("tom", null));

    tom.whisper("ann", "psst").isRefused("muted");
    ann.whisper("tom", "psst").isAnswered("ok");

    tom.seesEvents("whisper tom: ann说:psst");
  }

  @Test
  void it_is_in_no_history() {
    tom.whisper("ann", "psst");

    ann.emitWithAck("history", Map.of()).isAnswered("ok");

    assertThat(ann.received().get(ann.received().size() - 1).data().toString())
        .doesNotContain("psst");
    assertThat(lobby.history()).isEmpty();
    assertThat(loopback.connect().transcript()).noneMatch(each -> each.contains("psst"));
  }

  @Test
  void who_comes_back_gets_what_was_whispered_meanwhile_and_nobody_else_does() {
    accepted(lobby.post("before"));
    String before = lastId(ann);
    LoopbackClient tab = loopback.connect("token=" + token(ann));
    ann.disconnect();
    tom.whisper("ann", "psst");

    LoopbackClient again = loopback.connect("since=" + before + "&token=" + token(ann));
    LoopbackClient other = loopback.connect("since=" + before);

    again.seesEvents("whisper ann: tom说:psst");
    tab.seesEvents("whisper ann: tom说:psst");
    other.seesNothingMore();
  }

  @Test
  void one_that_waits_is_lost_with_the_log_and_not_in_what_replaces_it() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    LoopbackTransport there = LoopbackTransport.startedOn(small);
    LoopbackClient slow = there.connect().claim("ann").isAnswered("ok").stopReading();
    there.connect().claim("tom").whisper("ann", "psst");
    for (int i = 0; i < 10; i++) {
      accepted(small.room("lobby").post("m"));
    }

    slow.readOn().seesReset("lagged");

    assertThat(slow.transcript()).noneMatch(each -> each.contains("psst"));
  }

  @Test
  void it_follows_the_occupant_through_a_rename() {
    ann.stopReading();
    tom.whisper("ann", "one");
    lobby.occupants();
    ann.session().claim("anna");
    tom.whisper("anna", "two");

    ann.readOn().seesEvents("whisper ann: tom说:one", "whisper anna: tom说:two");
    loopback.connect().claim("ann").isAnswered("ok").seesNothingMore();
  }

  @Test
  void in_one_batch_each_thing_comes_in_its_place() {
    LoopbackTransport lane = world.lane(rooms);
    LoopbackClient bob = lane.connect().claim("bob");
    LoopbackClient watcher = lane.connect();
    world.run();
    tom.say("one");
    tom.whisper("bob", "psst");
    accepted(lobby.moderation().changeRole("bob", Role.MODERATOR));
    tom.say("two");

    world.run();

    bob.seesEvents(
        "message tom说:one",
        "whisper bob: tom说:psst",
        "role bob moderator",
        "self bob moderator",
        "message tom说:two");
    watcher.seesEvents("message tom说:one", "role bob moderator", "message tom说:two");
  }
}
