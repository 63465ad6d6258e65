package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.spi.Handshake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What tests of keeping order have in common: who comes from where, and what became of it. */
final class Moderators {

  private Moderators() {}

  /** A connection from an address. */
  static Handshake comingFrom(String address, String query) {
    Handshake here = LoopbackTransport.handshake(query);
    return new Handshake(here.transport(), address, here.query(), Map.of());
  }

  /** A moderator by the application's word. */
  static LoopbackClient moderator(LoopbackTransport loopback, ChatRoom room, String nickname) {
    LoopbackClient client = loopback.connect().claim(nickname).isAnswered("ok");
    accepted(room.moderation().changeRole(nickname, Role.MODERATOR));
    return client;
  }

  /** The token that a client got with its last accepted claim. */
  static String token(LoopbackClient client) {
    List<String> tokens =
        client.received().stream()
            .filter(each -> each.event().equals(Received.ACK))
            .map(each -> each.field("token"))
            .filter(each -> !each.isEmpty())
            .toList();
    return tokens.get(tokens.size() - 1);
  }

  /** The position of the last message, list or tombstone that a client got. */
  static String lastId(LoopbackClient client) {
    Stream<String> ids =
        client.received().stream().map(each -> each.field("id")).filter(each -> !each.isEmpty());
    return ids.reduce((before, after) -> after).orElseThrow();
  }

  /** It was accepted; where. */
  static Position accepted(CompletionStage<Outcome> command) {
    Outcome outcome = now(command);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).position();
  }

  /** It was refused with this code. */
  static Outcome.Refused refused(CompletionStage<Outcome> command, String code) {
    Outcome outcome = now(command);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Outcome.Refused refused = (Outcome.Refused) outcome;
    assertThat(refused.code()).isEqualTo(code);
    return refused;
  }

  /** What is not known yet is known too late. */
  private static Outcome now(CompletionStage<Outcome> command) {
    assertThat(command.toCompletableFuture()).isDone();
    return command.toCompletableFuture().join();
  }
}
