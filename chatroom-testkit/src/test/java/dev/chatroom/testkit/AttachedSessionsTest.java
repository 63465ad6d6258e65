package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static dev.chatroom.testkit.Moderators.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.Nickname;
import dev.chatroom.Outcome;
import dev.chatroom.policy.SlowReaderPolicy;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sessions without a client: nobody is told, and yet they read what is about them. */
class AttachedSessionsTest {

  private final World world = new World();
  private final ChatRooms rooms = world.node(each -> each.log(8, 1_000_000));
  private final ChatRoom lobby = rooms.room("lobby");
  private final ChatSession bot = lobby.attach();

  private void say(int messages) {
    for (int i = 0; i < messages; i++) {
      accepted(lobby.post("m" + i));
    }
  }

  private CompletableFuture<Outcome> claims() {
    return bot.claim("bot").toCompletableFuture();
  }

  private void hasClaimed() {
    CompletableFuture<Outcome> answer = claims();
    world.run();
    assertThat(answer).isCompletedWithValueMatching(Outcome.Accepted.class::isInstance);
  }

  @Test
  void one_that_lags_is_answered_and_knows_its_nickname() {
    world.run();
    CompletableFuture<Outcome> answer = claims();
    say(20);
    world.run();
    assertThat(answer).isCompletedWithValueMatching(Outcome.Accepted.class::isInstance);
    assertThat(bot.nickname().map(Nickname::text)).contains("bot");
  }

  @Test
  void one_that_is_kicked_ends() {
    hasClaimed();
    accepted(lobby.moderation().kick("bot", ""));
    world.run();
    refused(bot.claim("bot"), "session_closed");
    assertThat(lobby.occupants()).isEmpty();
  }

  @Test
  void one_that_lags_behind_its_kick_ends() {
    hasClaimed();
    say(10);
    accepted(lobby.moderation().kick("bot", ""));
    say(1);
    world.run();
    refused(bot.claim("bot"), "session_closed");
  }

  @Test
  void one_that_lags_behind_its_ban_says_nothing_more() {
    hasClaimed();
    accepted(lobby.moderation().ban("bot", false, null, ""));
    say(20);
    world.run();
    refused(bot.post("hi"), "banned");
  }

  @Test
  void one_that_lags_is_closed_where_that_is_the_policy() {
    ChatRooms strict =
        world.node(each -> each.slowReaders(SlowReaderPolicy.CLOSE.withMaxLagBytes(1_000)));
    ChatSession slow = strict.room("lobby").attach();
    world.run();
    for (int i = 0; i < 4; i++) {
      accepted(strict.room("lobby").post("m"));
    }
    world.run();
    refused(slow.claim("slow"), "session_closed");
  }
}
