package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.moderator;
import static dev.chatroom.testkit.Moderators.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Ban;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.Moderation;
import dev.chatroom.Outcome;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.PermissionPolicy.Action;
import dev.chatroom.policy.Refuse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what (XEP-0045 §5.1.1). */
class PermissionsTest {

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);
  private final LoopbackClient kim =
      loopback.connect(Moderators.comingFrom("203.0.113.1", "")).claim("kim").isAnswered("ok");

  static Stream<Function<Moderation, CompletionStage<Outcome>>> everything() {
    return Stream.of(
        it -> it.kick("kim", ""),
        it -> it.ban("kim", true, null, ""),
        it -> it.ban(new Ban(Ban.Kind.ADDRESS, "203.0.113.7", null, "")),
        it -> it.unban(Ban.Kind.ADDRESS, "203.0.113.7"),
        it -> it.mute("kim", Duration.ofMinutes(1)),
        it -> it.unmute("kim"),
        it -> it.changeRole("kim", Role.VISITOR),
        it -> it.changeSubject("cats"),
        it -> it.changeAccess(RoomAccess.OPEN.moderated(true)),
        it -> it.changeMembership("user-17", true));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void participants_visitors_and_watchers_keep_no_order(
      Function<Moderation, CompletionStage<Outcome>> action) {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    EventRecord record = World.recordOf(lobby);

    refused(action.apply(tom.session().moderation()), "forbidden");
    refused(action.apply(loopback.connect().session().moderation()), "forbidden");
    accepted(lobby.moderation().changeRole("tom", Role.VISITOR));
    refused(action.apply(tom.session().moderation()), "forbidden");

    assertThat(record.events).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void moderators_and_the_application_do(Function<Moderation, CompletionStage<Outcome>> action) {
    LoopbackClient mia = moderator(loopback, lobby, "mia");

    accepted(action.apply(mia.session().moderation()));
    loopback.connect().claim("kim");
    accepted(action.apply(lobby.moderation()));
  }

  @Test
  void a_moderator_does_not_silence_another_but_may_step_back() {
    Moderation mia = moderator(loopback, lobby, "mia").session().moderation();
    moderator(loopback, lobby, "max");

    refused(mia.kick("max", ""), "forbidden");
    refused(mia.mute("max", null), "forbidden");
    refused(mia.changeRole("max", Role.VISITOR), "forbidden");
    accepted(mia.changeRole("mia", Role.PARTICIPANT));
    refused(mia.changeSubject("cats"), "forbidden");
  }

  @Test
  void a_moderator_who_was_demoted_and_does_not_read_is_none() {
    LoopbackClient mia = moderator(loopback, lobby, "mia").stopReading();
    accepted(lobby.moderation().changeRole("mia", Role.PARTICIPANT));

    refused(mia.session().moderation().kick("kim", ""), "forbidden");
  }

  @Test
  void a_moderator_who_was_kicked_and_does_not_read_is_none() {
    LoopbackClient mia = moderator(loopback, lobby, "mia").stopReading();
    accepted(lobby.moderation().kick("mia", ""));

    refused(mia.session().moderation().kick("kim", ""), "forbidden");
    assertThat(kim.isConnected()).isTrue();
  }

  @Test
  void an_own_policy_is_asked_about_everything_but_the_application() {
    List<PermissionPolicy.Request> asked = new ArrayList<>();
    ChatRooms ours =
        world.immediate(
            each ->
                each.permissions(
                    request -> {
                      asked.add(request);
                      return PermissionPolicy.byRole().decide(request);
                    }));
    ChatRoom room = ours.room("lobby");
    LoopbackClient tom = LoopbackTransport.startedOn(ours).connect().claim("tom");
    tom.claim("bob").say("hi").whisper("bob", "hi").emit("signal", "typing");
    tom.emitWithAck("history", Map.of()).emit("leave", null);
    accepted(room.moderation().changeSubject("cats"));
    accepted(room.post("hi"));

    assertThat(asked)
        .extracting(PermissionPolicy.Request::action)
        .containsExactly(
            Action.CLAIM,
            Action.RENAME,
            Action.POST,
            Action.WHISPER,
            Action.SIGNAL,
            Action.READ_BACK);
    assertThat(asked.get(0).occupant()).isNull();
    assertThat(asked.get(1).occupant()).isNotNull();
    assertThat(asked)
        .allSatisfy(it -> assertThat(it.identity()).isEqualTo(tom.session().identity()));
  }

  @Test
  void a_refusal_of_an_own_policy_is_what_it_says() {
    ChatRooms ours =
        world.immediate(
            each ->
                each.permissions(
                    request -> new Refuse("not_on_sundays", "Come back.", Duration.ofHours(1))));
    LoopbackClient tom = LoopbackTransport.startedOn(ours).connect().claim("tom");

    tom.isRefused("not_on_sundays");
    assertThat(tom.received().get(1).field("msg")).isEqualTo("Come back.");
    assertThat(tom.received().get(1).field("retryAfter")).isEqualTo("3600000");
    tom.emitWithAck("history", Map.of()).isRefused("not_on_sundays");
    tom.emitWithAck("signal", "typing").isRefused("not_on_sundays");
    tom.emitWithAck("kick", Map.of("nickname", "tom")).isRefused("not_on_sundays");
  }

  @Test
  void a_policy_that_throws_refuses_and_is_logged_and_nobody_else_notices() {
    for (Function<PermissionPolicy.Request, PermissionPolicy.Decision> broken :
        PermissionsTest.brokenPolicies()) {
      ChatRooms ours = world.immediate(each -> each.permissions(broken::apply));
      LoopbackClient tom = LoopbackTransport.startedOn(ours).connect();

      try (Logged log = new Logged()) {
        tom.claim("tom").isRefused("internal_error");
        tom.emitWithAck("kick", Map.of("nickname", "tom")).isRefused("internal_error");

        assertThat(log.errors())
            .hasSize(2)
            .allMatch(each -> each.contains("permission policy failed"));
      }
    }
  }

  private static List<Function<PermissionPolicy.Request, PermissionPolicy.Decision>>
      brokenPolicies() {
    return List.of(
        request -> {
          throw new IllegalStateException("policy");
        },
        request -> {
          throw new StackOverflowError("policy");
        });
  }

  @Test
  void what_the_room_forbids_no_policy_allows() {
    ChatRooms lax =
        world.immediate(
            each -> each.permissions(request -> PermissionPolicy.Decision.Allow.INSTANCE));
    ChatRoom room = lax.room("lobby");
    LoopbackClient tom = LoopbackTransport.startedOn(lax).connect().claim("tom").isAnswered("ok");
    accepted(tom.session().moderation().mute("tom", null));

    tom.emitWithAck("message", Map.of("msg", "hi")).isRefused("muted");

    assertThat(room.history()).isEmpty();
  }
}
