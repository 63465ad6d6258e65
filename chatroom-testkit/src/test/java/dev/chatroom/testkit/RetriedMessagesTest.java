package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.refused;
import static dev.chatroom.testkit.Moderators.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Identity;
import dev.chatroom.Position;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message under a key is said once, however often it is tried. */
class RetriedMessagesTest {

  private final World world = new World();
  private final ChatRooms rooms =
      world.immediate(each -> each.reconnectGrace(Duration.ofMinutes(1)));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");

  private static Map<String, Object> message(String text, String key) {
    return Map.of("msg", text, "key", key);
  }

  private static String lastAnsweredId(LoopbackClient client) {
    return client.received().stream()
        .filter(each -> each.event().equals(Received.ACK))
        .reduce((before, after) -> after)
        .orElseThrow()
        .field("id");
  }

  @Test
  void a_second_try_is_answered_like_the_first_and_not_said() {
    tom.emitWithAck("message", message("hi", "k1")).isAnswered("ok").sees("tom说:hi");
    String first = lastAnsweredId(tom);
    tom.say("between").sees("tom说:between");

    tom.emitWithAck("message", message("hi", "k1")).isAnswered("ok").seesNothingMore();

    assertThat(lastAnsweredId(tom)).isEqualTo(first);
    assertThat(lobby.history()).hasSize(2);
  }

  @Test
  void who_comes_back_tries_again_and_it_is_said_once() {
    tom.emit("message", message("hi", "k1"));
    tom.disconnect();
    LoopbackClient again = loopback.connect("token=" + token(tom));

    again.emitWithAck("message", message("hi", "k1")).isAnswered("ok");

    assertThat(lobby.history()).hasSize(1);
    assertThat(lastAnsweredId(again)).isEqualTo(lobby.history().get(0).position().toString());
  }

  @Test
  void who_comes_back_and_brings_the_nickname_along_says_it_once() {
    tom.emit("message", message("hi", "k1"));
    String token = token(tom);
    tom.emit("leave", null).disconnect();
    LoopbackClient again = loopback.connect("token=" + token);

    again.emitWithAck("message", Map.of("msg", "hi", "key", "k1", "nickname", "tom"));

    again.isAnswered("ok");
    assertThat(lobby.history()).hasSize(1);
  }

  @Test
  void the_same_key_of_somebody_else_is_another_message() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");

    tom.emit("message", message("hi", "k1"));
    ann.emit("message", message("hi", "k1"));

    assertThat(lobby.history()).hasSize(2);
  }

  @Test
  void no_identity_and_key_are_those_of_another_pair() {
    ChatSession first = lobby.attach(new Identity("a\nb"));
    ChatSession second = lobby.attach(new Identity("a"));
    ChatSession third = lobby.attach(new Identity("1 a"));
    accepted(first.claim("first"));
    accepted(second.claim("second"));
    accepted(third.claim("third"));

    accepted(first.post("hi", "c"));
    accepted(second.post("hi", "b\nc"));
    accepted(third.post("hi", "c"));
    accepted(second.post("hi", "3 1 ac"));

    assertThat(lobby.history()).hasSize(4);
  }

  @Test
  void another_key_is_another_message_and_so_is_none() {
    tom.emit("message", message("hi", "k1")).emit("message", message("hi", "k2"));
    tom.say("hi").say("hi");

    assertThat(lobby.history()).hasSize(4);
  }

  @Test
  void another_text_under_the_same_key_is_not_said() {
    tom.emit("message", message("one", "k1"));
    tom.emitWithAck("message", message("two", "k1")).isAnswered("ok");

    assertThat(lobby.history()).extracting(ChatMessage::text).containsExactly("one");
  }

  @Test
  void what_was_refused_is_said_when_it_is_tried_again() {
    accepted(lobby.moderation().mute("tom", Duration.ofSeconds(1)));
    tom.emitWithAck("message", message("hi", "k1")).isRefused("muted");
    world.clock.advance(Duration.ofSeconds(1));

    tom.emitWithAck("message", message("hi", "k1")).isAnswered("ok").sees("tom说:hi");
  }

  @Test
  void what_was_said_is_accepted_again_also_from_who_is_muted_by_now() {
    tom.emit("message", message("hi", "k1"));
    accepted(lobby.moderation().mute("tom", null));

    tom.emitWithAck("message", message("hi", "k1")).isAnswered("ok");
    tom.emitWithAck("message", message("hi", "k2")).isRefused("muted");
  }

  @Test
  void what_was_deleted_does_not_come_back() {
    Position at = accepted(tom.session().post("hi", "k1"));
    accepted(lobby.moderation().delete(at));

    assertThat(accepted(tom.session().post("hi", "k1"))).isEqualTo(at);
    assertThat(lobby.history()).isEmpty();
  }

  @Test
  void a_key_is_forgotten_with_the_log() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatSession bot = small.room("lobby").attach();
    accepted(bot.claim("bot"));
    Position first = accepted(bot.post("hi", "k1"));
    for (int i = 0; i < 4; i++) {
      accepted(bot.post("m" + i));
    }

    assertThat(accepted(bot.post("hi", "k1"))).isNotEqualTo(first);
  }

  @Test
  void a_key_of_a_message_that_is_kept_is_remembered_to_the_last() {
    ChatRooms small = world.immediate(each -> each.log(4, 1 << 20));
    ChatSession bot = small.room("lobby").attach();
    accepted(bot.claim("bot"));
    Position first = accepted(bot.post("hi", "k1"));
    for (int i = 0; i < 3; i++) {
      accepted(bot.post("m" + i));
    }

    assertThat(accepted(bot.post("hi", "k1"))).isEqualTo(first);
  }

  @Test
  void whispers_have_keys_too() {
    LoopbackClient ann = loopback.connect().claim("ann").isAnswered("ok");
    Map<String, Object> psst = Map.of("to", "ann", "msg", "psst", "key", "k1");
    tom.emitWithAck("whisper", psst).emitWithAck("whisper", psst);

    tom.isAnswered("ok").isAnswered("ok");
    ann.seesEvents("whisper ann: tom说:psst").seesNothingMore();
  }

  @Test
  void a_retry_works_across_nodes() {
    var memory = world.memory();
    ChatRooms one = world.immediate(each -> each.backplane(memory));
    ChatRooms two = world.immediate(each -> each.backplane(memory));
    Identity identity = new Identity("user-17");
    ChatSession here = one.room("lobby").attach(identity);
    accepted(here.claim("bob"));
    Position first = accepted(here.post("hi", "k1"));
    ChatSession there = two.room("lobby").attach(identity);

    assertThat(accepted(there.post("hi", "k1"))).isEqualTo(first);
  }

  @Test
  void a_key_has_1_to_64_characters() {
    accepted(tom.session().post("hi", "k".repeat(64)));
    accepted(tom.session().post("hi", "\n"));
    refused(tom.session().post("hi", ""), "malformed");
    refused(tom.session().post("hi", "k".repeat(65)), "malformed");
    refused(tom.session().whisper("tom", "hi", ""), "malformed");
  }
}
