package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.MessageFilter;
import dev.chatroom.policy.MessageFilter.Decision;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.Refuse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What may be said, and what becomes of it on the way into the log. */
class MessagesTest {

  private final World world = new World();

  private LoopbackClient tomIn(ChatRooms rooms) {
    return LoopbackTransport.startedOn(rooms).connect().claim("tom").isAnswered("ok");
  }

  private LoopbackClient filtered(MessageFilter... filters) {
    UnaryOperator<ChatRooms.Builder> with =
        builder -> {
          Arrays.asList(filters).forEach(builder::filter);
          return builder.maxMessageBytes(10);
        };
    return tomIn(world.immediate(with));
  }

  private static MessageFilter replacing(String text, String by) {
    return said -> new Decision.Replace(said.text().replace(text, by));
  }

  @Test
  void a_message_is_measured_in_bytes_of_utf8() {
    LoopbackClient tom = filtered();

    for (String fits :
        List.of("x".repeat(10), "昵昵昵x", "\uD83D\uDE00\uD83D\uDE00xx", "éééééx".substring(0, 5))) {
      tom.emitWithAck("message", Map.of("msg", fits)).isAnswered("ok");
    }
    for (String over : List.of("x".repeat(11), "昵昵昵xx", "\uD83D\uDE00\uD83D\uDE00xxx", "éééééx")) {
      tom.emitWithAck("message", Map.of("msg", over)).isRefused("message_too_long");
      tom.whisper("tom", over).isRefused("message_too_long");
    }
  }

  @Test
  void the_application_is_measured_too() {
    ChatRoom lobby = world.immediate(each -> each.maxMessageBytes(10)).room("lobby");

    accepted(lobby.post("昵昵昵x"));
    refused(lobby.post("昵昵昵xx"), "message_too_long");
    refused(lobby.post(" \u200B"), "message_empty");
  }

  @Test
  void what_replaces_an_unpaired_surrogate_counts() {
    LoopbackClient tom = filtered();

    tom.emitWithAck("message", Map.of("msg", "1234567\uD800")).isAnswered("ok");
    tom.emitWithAck("message", Map.of("msg", "12345678\uD800")).isRefused("message_too_long");

    tom.sees("tom说:1234567\uFFFD");
  }

  @Test
  void a_filter_may_replace_what_is_said() {
    LoopbackClient tom = filtered(replacing("damn", "****"));

    tom.say("damn it").sees("tom说:**** it");
  }

  @Test
  void filters_are_asked_in_order_each_about_what_the_one_before_made() {
    LoopbackClient tom = filtered(replacing("a", "b"), replacing("b", "c"), replacing("a", "x"));

    tom.say("a").sees("tom说:c");
  }

  @Test
  void what_a_filter_refuses_no_later_one_is_asked_about() {
    List<String> asked = new ArrayList<>();
    LoopbackClient tom =
        filtered(
            said -> new Refuse("no_links", "No links.", Duration.ofSeconds(2)),
            said -> {
              asked.add(said.text());
              return Decision.Pass.INSTANCE;
            });

    tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("no_links");

    assertThat(asked).isEmpty();
    assertThat(tom.received().get(tom.received().size() - 1).field("retryAfter")).isEqualTo("2000");
  }

  @Test
  void what_a_filter_makes_of_it_is_checked_again() {
    filtered(said -> new Decision.Replace(" "))
        .emitWithAck("message", Map.of("msg", "hi"))
        .isRefused("message_empty");
    filtered(said -> new Decision.Replace("x".repeat(11)))
        .emitWithAck("message", Map.of("msg", "hi"))
        .isRefused("message_too_long");
    filtered(said -> new Decision.Replace("\uDC00")).say("hi").sees("tom说:\uFFFD");
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void a_filter_that_fails_refuses_and_is_logged() {
    List<MessageFilter> broken =
        List.of(
            said -> {
              throw new IllegalStateException("filter");
            },
            said -> null,
            said -> new Decision.Replace(null),
            said -> new Refuse("no", null));
    for (MessageFilter each : broken) {
      LoopbackClient tom = filtered(each);
      try (Logged log = new Logged()) {
        tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("internal_error");

        assertThat(log.errors()).hasSize(1).allMatch(line -> line.contains("message filter"));
      }
    }
  }

  @Test
  void a_filter_knows_who_says_what_where_and_whether_to_all() {
    List<MessageFilter.Said> asked = new ArrayList<>();
    LoopbackClient tom =
        filtered(
            said -> {
              asked.add(said);
              return Decision.Pass.INSTANCE;
            });
    tom.say("hi").whisper("tom", "psst");

    assertThat(asked).extracting(MessageFilter.Said::text).containsExactly("hi", "psst");
    assertThat(asked).extracting(MessageFilter.Said::isPrivate).containsExactly(false, true);
    assertThat(asked.get(0).sender()).isEqualTo(tom.session().identity());
    assertThat(asked.get(0).room().value()).isEqualTo("lobby");
  }

  @Test
  void what_was_filtered_out_is_not_in_the_log() {
    ChatRooms rooms = world.immediate(each -> each.filter(replacing("damn", "****")));
    tomIn(rooms).say("damn");

    assertThat(rooms.room("lobby").history()).extracting(ChatMessage::text).containsExactly("****");
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void a_nickname_policy_that_says_nothing_refuses() {
    for (NicknamePolicy each :
        List.<NicknamePolicy>of(
            requested -> null, requested -> new NicknamePolicy.Decision.Accept(null))) {
      // The room's own nickname is asked for when the rooms are made.
      NicknamePolicy later =
          requested ->
              requested.equals("system")
                  ? new Refuse("reserved", "It is ours.")
                  : each.decide(requested);
      LoopbackTransport there =
          LoopbackTransport.startedOn(world.immediate(builder -> builder.nicknames(later)));

      there.connect().claim("tom").isRefused("internal_error");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void an_authenticator_that_says_nothing_lets_nobody_in() {
    for (Authenticator each :
        List.<Authenticator>of(
            handshake -> null,
            handshake -> CompletableFuture.completedFuture(null),
            handshake -> CompletableFuture.failedFuture(new IllegalStateException("gone")),
            handshake -> {
              throw new IllegalStateException("authenticator");
            })) {
      LoopbackTransport there =
          LoopbackTransport.startedOn(world.immediate(builder -> builder.authenticator(each)));
      try (Logged log = new Logged()) {
        assertThat(there.refusedConnect("").code()).isEqualTo("internal_error");

        assertThat(log.errors()).hasSize(1).allMatch(line -> line.contains("authenticator"));
      }
    }
  }
}
