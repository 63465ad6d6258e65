package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.moderator;
import static dev.chatroom.testkit.Moderators.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CatchUp;
import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Backplane;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message that was taken back is not to be had anywhere any more. */
class DeletionTest {

  private static final String SECRET = "my password is 12345";

  private final World world = new World();
  private final Backplane memory = world.memory();
  private final ChatRooms rooms = world.immediate(each -> each.backplane(memory));
  private final ChatRooms others = world.immediate(each -> each.backplane(memory));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  private Position said(String text) {
    return accepted(lobby.post(text));
  }

  private static void knowsNothing(LoopbackClient client) {
    assertThat(client.received()).noneMatch(each -> each.data().toString().contains("12345"));
  }

  @Test
  void who_has_read_it_is_told_that_it_is_gone() {
    LoopbackClient mia = moderator(loopback, lobby, "mia");
    LoopbackClient ann = loopback.connect();
    Position secret = said(SECRET);

    mia.emitWithAck("delete", Map.of("message", secret.toString())).isAnswered("ok");

    ann.sees("system说:" + SECRET).seesEvents("deleted " + secret);
    assertThat(ann.received().get(ann.received().size() - 1).field("by")).isEqualTo("mia");
  }

  @Test
  void who_has_not_read_it_does_not() {
    LoopbackClient slow = loopback.connect().stopReading();
    accepted(lobby.moderation().delete(said(SECRET)));

    knowsNothing(slow.readOn());
    slow.seesEvents("deleted " + lastDeleted());
  }

  private String lastDeleted() {
    List<RoomEvent> events =
        ((CatchUp.Missed) lobby.since(new Position(lobby.stats().head().epoch(), 0))).events();
    return ((RoomEvent.Deleted) events.get(events.size() - 1)).target().toString();
  }

  @Test
  void history_is_without_it() {
    said("one");
    Position secret = said(SECRET);
    said("two");
    accepted(lobby.moderation().delete(secret));

    assertThat(lobby.history()).extracting(ChatMessage::text).containsExactly("one", "two");
    loopback.connect().seesHistory("system说:one", "system说:two");
  }

  @Test
  void a_newcomer_who_has_not_begun_to_read_gets_a_history_without_it() {
    LoopbackTransport lane = world.lane(rooms);
    said("one");
    Position secret = said(SECRET);
    LoopbackClient late = lane.connect();

    accepted(lobby.moderation().delete(secret));
    world.run();

    late.seesHistory("system说:one");
    knowsNothing(late);
  }

  @Test
  void reading_back_is_without_it() {
    LoopbackClient ann = loopback.connect();
    said("one");
    Position secret = said(SECRET);
    accepted(lobby.moderation().delete(secret));

    ann.emitWithAck("history", Map.of()).isAnswered("ok");

    assertThat(ann.received().get(ann.received().size() - 1).data().toString())
        .contains("one")
        .doesNotContain("12345");
    assertThat(lobby.historyBefore(null, 100).toCompletableFuture().join().messages())
        .extracting(ChatMessage::text)
        .containsExactly("one");
  }

  @Test
  void who_reads_on_from_before_reads_on_without_it() {
    Position one = said("one");
    Position secret = said(SECRET);
    said("two");
    accepted(lobby.moderation().delete(secret));

    LoopbackClient again = loopback.connect("since=" + one).sees("system说:two");

    knowsNothing(again);
    again.seesEvents("deleted " + secret);
  }

  @Test
  void what_the_application_reads_later_is_without_it() {
    Position one = said("one");
    accepted(lobby.moderation().delete(said(SECRET)));

    List<RoomEvent> missed = ((CatchUp.Missed) lobby.since(one)).events();

    assertThat(missed).hasSize(2);
    assertThat(((RoomEvent.Posted) missed.get(0)).message().text()).isEmpty();
    assertThat(missed.get(1)).isInstanceOf(RoomEvent.Deleted.class);
  }

  @Test
  void a_listener_that_was_slow_does_not_see_it() {
    ChatRooms node = world.node(each -> each.backplane(memory));
    EventRecord slow = World.recordOf(node.room("lobby"));
    accepted(lobby.moderation().delete(said(SECRET)));

    world.run();

    assertThat(slow.story()).containsExactly("Posted ", "Deleted");
  }

  @Test
  void another_node_forgets_it_too_and_one_that_comes_later_never_knows() {
    ChatRoom there = others.room("lobby");
    Position secret = said(SECRET);
    assertThat(there.history()).hasSize(1);

    accepted(there.moderation().delete(secret));

    ChatRoom late = world.immediate(each -> each.backplane(memory)).room("lobby");
    for (ChatRoom each : List.of(lobby, there, late)) {
      assertThat(each.history()).isEmpty();
      assertThat(each.historyBefore(null, 100).toCompletableFuture().join().messages()).isEmpty();
      assertThat(each.since(new Position(secret.epoch(), 0)).toString()).doesNotContain("12345");
    }
  }

  @Test
  void what_is_not_a_message_cannot_be_deleted() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    Position secret = said(SECRET);
    accepted(lobby.moderation().delete(secret));

    refused(lobby.moderation().delete(secret), "message_unknown");
    refused(lobby.moderation().delete(new Position(secret.epoch(), 1)), "message_unknown");
    refused(lobby.moderation().delete(new Position(secret.epoch(), 0)), "message_unknown");
    refused(lobby.moderation().delete(new Position(secret.epoch(), 3)), "message_unknown");
    refused(lobby.moderation().delete(new Position(secret.epoch(), 99)), "message_unknown");
    refused(
        lobby.moderation().delete(new Position(secret.epoch(), Long.MAX_VALUE)), "message_unknown");
    refused(lobby.moderation().delete(new Position("other", 2)), "message_unknown");
    assertThat(tom.isConnected()).isTrue();
  }

  @Test
  void what_the_log_has_dropped_and_the_history_has_not_can_be_deleted() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatRoom room = small.room("lobby");
    Position first = accepted(room.post("m"));
    for (int i = 0; i < 4; i++) {
      accepted(room.post("m" + i));
    }
    assertThat(room.history()).hasSize(5);

    accepted(room.moderation().delete(first));

    assertThat(room.history())
        .extracting(ChatMessage::text)
        .containsExactly("m0", "m1", "m2", "m3");
  }

  @Test
  void a_private_message_is_deleted_like_any_other() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok").stopReading();
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    tom.whisper("ann", SECRET).isAnswered("ok");

    String id = Moderators.lastId(tom);
    accepted(lobby.moderation().delete(Position.parse(id).orElseThrow()));

    knowsNothing(ann.readOn());
  }
}
