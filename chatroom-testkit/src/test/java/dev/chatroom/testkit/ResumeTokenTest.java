package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.Identity;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.spi.Backplane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an accepted claim returns makes the next connection the same identity. */
class ResumeTokenTest {

  private static final byte[] KEY =
      "a secret of thirty-two bytes or more".getBytes(StandardCharsets.US_ASCII);

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each);
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  @AfterEach
  void close() {
    world.close();
  }

  private static String tokenOf(LoopbackClient client) {
    List<Received> answers =
        client.received().stream().filter(each -> each.event().equals(Received.ACK)).toList();
    return answers.get(answers.size() - 1).field("token");
  }

  private static String id(LoopbackClient client) {
    return client.session().identity().id();
  }

  @Test
  void an_accepted_claim_returns_one_and_a_refused_does_not() {
    LoopbackClient tom = loopback.connect().claim("tom").isAnswered("ok");
    LoopbackClient ann = loopback.connect().claim("tom").isRefused("nickname_taken");

    assertThat(tokenOf(tom)).isNotEmpty();
    assertThat(tokenOf(ann)).isEmpty();
  }

  @Test
  void it_makes_a_connection_the_same_identity_that_shares_the_nickname() {
    LoopbackClient tom = loopback.connect().claim("tom");

    LoopbackClient tab = loopback.connect("token=" + tokenOf(tom));

    tab.seesEvents("self tom participant");
    assertThat(id(tab)).isEqualTo(id(tom));
    assertThat(tokenOf(tab.claim("bob").isAnswered("ok"))).isEqualTo(tokenOf(tom));
    tom.seesEvents("self bob participant");
  }

  @Test
  void it_does_not_tell_the_identity_nor_the_identity_it() {
    for (int i = 0; i < 50; i++) {
      LoopbackClient client = loopback.connect().claim("n" + i);
      String token = tokenOf(client);
      String id = id(client).substring(1);
      assertThat(token).doesNotContain(id).isNotEqualTo(id);
      assertThat(id).doesNotContain(token);
      LoopbackClient thief = loopback.connect("token=" + id);
      assertThat(id(thief)).isNotEqualTo(id(client));
    }
  }

  @Test
  void what_is_no_token_is_just_somebody_new() {
    LoopbackClient tom = loopback.connect().claim("tom");
    String token = tokenOf(tom);
    char other = token.charAt(0) == 'A' ? 'B' : 'A';
    for (String forged :
        List.of(
            "",
            "x",
            "null",
            token.substring(1),
            token.substring(0, token.length() - 1),
            token + "A",
            other + token.substring(1),
            token.substring(0, 40) + "AAAAAAAAAAAAAA",
            "=".repeat(54),
            "A".repeat(54),
            "%00".repeat(54),
            "%E4%BD%A0".repeat(54),
            "x".repeat(100_000))) {
      LoopbackClient eve = loopback.connect("token=" + forged);
      assertThat(id(eve)).as(forged).startsWith("~").isNotEqualTo(id(tom));
      assertThat(eve.session().nickname()).as(forged).isEmpty();
      eve.claim("tom").isRefused("nickname_taken");
      eve.disconnect();
    }
  }

  @Test
  void no_single_letter_of_it_can_be_changed() {
    LoopbackClient tom = loopback.connect().claim("tom");
    String token = tokenOf(tom);
    for (int i = 0; i < token.length() - 1; i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + changed + token.substring(i + 1);
      assertThat(id(loopback.connect("token=" + forged))).as(forged).isNotEqualTo(id(tom));
    }
  }

  @Test
  void one_of_another_server_is_just_somebody_new() {
    LoopbackClient foreign =
        LoopbackTransport.startedOn(world.immediate(each -> each)).connect().claim("tom");

    LoopbackClient here = loopback.connect("token=" + tokenOf(foreign));

    assertThat(id(here)).isNotEqualTo(id(foreign));
  }

  @Test
  void with_a_key_that_servers_share_it_is_good_on_all_of_them() {
    Backplane shared = world.memory();
    ChatRooms one = world.immediate(each -> each.tokenKey(KEY).backplane(shared));
    ChatRooms two = world.immediate(each -> each.tokenKey(KEY).backplane(shared));
    EventRecord record = World.recordOf(two.room("lobby"));
    LoopbackClient tom = LoopbackTransport.startedOn(one).connect().claim("tom");

    LoopbackClient tab = LoopbackTransport.startedOn(two).connect("token=" + tokenOf(tom));
    tab.seesEvents("self tom participant");
    tom.disconnect();
    tab.say("hi");

    assertThat(record.comings()).containsExactly("Joined tom");
    assertThat(record.lines()).containsExactly("tom说:hi");
  }

  @Test
  void a_key_that_is_too_short_is_not_taken() {
    assertThatThrownBy(() -> ChatRooms.builder().tokenKey(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
  }

  @Test
  void a_key_is_not_changed_from_outside() {
    byte[] key = KEY.clone();
    ChatRooms.Builder builder =
        ChatRooms.builder().tokenKey(key).clock(world.clock).scheduler(world.clock);
    java.util.Arrays.fill(key, (byte) 0);
    try (ChatRooms one = builder.random(world.random).executor(Runnable::run).build()) {
      LoopbackClient tom = LoopbackTransport.startedOn(one).connect().claim("tom");
      ChatRooms two = world.immediate(each -> each.tokenKey(KEY));

      LoopbackClient tab = LoopbackTransport.startedOn(two).connect("token=" + tokenOf(tom));

      assertThat(id(tab)).isEqualTo(id(tom));
    }
  }

  @Test
  void one_that_is_good_for_a_time_ends_its_sessions_then_and_is_just_somebody_new_after() {
    ChatRooms brief = world.immediate(each -> each.tokenLifetime(Duration.ofHours(1)));
    LoopbackTransport lane = LoopbackTransport.startedOn(brief);
    LoopbackClient tom = lane.connect().claim("tom").isAnswered("ok");
    world.clock.advance(Duration.ofMinutes(59));
    LoopbackClient tab = lane.connect("token=" + tokenOf(tom));
    assertThat(id(tab)).isEqualTo(id(tom));

    world.clock.advance(Duration.ofMinutes(1));

    tom.isClosed(CloseReason.EXPIRED);
    tab.isClosed(CloseReason.EXPIRED);
    LoopbackClient later = lane.connect("token=" + tokenOf(tom));
    assertThat(id(later)).isNotEqualTo(id(tom));
    later.claim("tom").isAnswered("ok");
    assertThat(tokenOf(later)).isNotEqualTo(tokenOf(tom));
  }

  @Test
  void who_the_application_knows_needs_none_and_cannot_use_one() {
    LoopbackClient tom = loopback.connect().claim("tom");
    ChatRooms known =
        world.immediate(
            each ->
                each.authenticator(
                    handshake ->
                        CompletableFuture.completedFuture(
                            new Authenticator.Decision.Accept(new Identity("ann")))));

    LoopbackClient ann =
        LoopbackTransport.startedOn(known).connect("token=" + tokenOf(tom)).claim("ann");

    assertThat(id(ann)).isEqualTo("ann");
    assertThat(tokenOf(ann)).isEmpty();
  }

  @Test
  void two_that_come_with_it_at_once_are_both_the_same() {
    EventRecord record = World.recordOf(rooms.room("lobby"));
    String token = tokenOf(loopback.connect("room=dev").claim("x"));
    LoopbackTransport one = world.lane(rooms);
    LoopbackTransport two = world.lane(rooms);
    LoopbackClient first = one.connect("token=" + token);
    LoopbackClient second = two.connect("token=" + token);

    first.claim("tom");
    second.claim("tim");
    world.run();
    first.disconnect();
    world.run();

    assertThat(second.session().nickname()).isPresent();
    assertThat(record.comings()).containsExactly("Joined tom", "Renamed tom to tim");
    second.disconnect();
    world.run();
    assertThat(rooms.room("lobby").occupants()).isEmpty();
  }

  @Test
  void with_since_one_gets_what_was_missed_and_the_nickname() {
    ChatRooms kind = world.immediate(each -> each.reconnectGrace(Duration.ofSeconds(30)));
    LoopbackTransport lane = LoopbackTransport.startedOn(kind);
    LoopbackClient ann = lane.connect().claim("ann");
    LoopbackClient tom = lane.connect().claim("tom").isAnswered("ok");
    ann.say("one");
    String since = tom.received().get(tom.received().size() - 1).field("id");
    tom.disconnect();
    ann.say("two").say("three");

    LoopbackClient back = lane.connect("token=" + tokenOf(tom) + "&since=" + since);

    assertThat(back.transcript())
        .startsWith("message ann说:two", "message ann说:three")
        .containsOnlyOnce("self tom participant", "nicknames [ann, tom]")
        .hasSize(4);
    back.say("four").sees("ann说:two", "ann说:three", "tom说:four");
  }

  @Test
  void with_a_since_that_is_too_old_one_is_reset_and_has_the_nickname() {
    ChatRooms kind =
        world.immediate(
            each ->
                each.reconnectGrace(Duration.ofSeconds(30)).log(4, 1_000_000).historyMessages(1));
    LoopbackTransport lane = LoopbackTransport.startedOn(kind);
    LoopbackClient ann = lane.connect().claim("ann");
    LoopbackClient tom = lane.connect().claim("tom").isAnswered("ok");
    ann.say("one");
    String since = tom.received().get(tom.received().size() - 1).field("id");
    tom.disconnect();
    for (int i = 0; i < 6; i++) {
      ann.say("m" + i);
    }

    LoopbackClient back = lane.connect("token=" + tokenOf(tom) + "&since=" + since);

    back.seesReset("lagged").seesHistory("ann说:m5").seesEvents("self tom participant");
    back.claim("tim").isAnswered("ok");
  }
}
