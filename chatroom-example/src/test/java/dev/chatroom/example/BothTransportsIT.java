package dev.chatroom.example;

import static dev.chatroom.example.PlainClient.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Chromium;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One room: tom's page is there by Socket.IO, ann's by a plain WebSocket, and a bot in Java. */
@Timeout(120)
class BothTransportsIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static final int EACH = 40;

  private ExampleProcess server;
  private Person tom;
  private Person ann;
  private PlainClient bot;

  @BeforeEach
  void three_come() {
    server = ExampleProcess.start("--transport", "both", "--history", "0", "--rate-limit", "off");
    tom = Person.in(CHROMIUM).opens(server.url());
    ann = Person.in(CHROMIUM).opens(server.secondUrl());
    bot = PlainClient.connect(server.secondUrl());
  }

  @AfterEach
  void stop() {
    bot.close();
    server.close();
  }

  @Test
  void all_see_one_order() {
    tom.takes("tom");
    ann.takes("ann");
    bot.claim("bot");
    CompletableFuture<List<String>> heard =
        CompletableFuture.supplyAsync(() -> bot.answers("bot", EACH, 3 * EACH));
    tom.rattlesOff("tom", EACH);
    ann.rattlesOff("ann", EACH);
    List<String> inOrder = heard.join();
    assertThat(tom.hears(3 * EACH)).isEqualTo(inOrder);
    assertThat(ann.hears(3 * EACH)).isEqualTo(inOrder);
    Stream.of("tom", "ann", "bot")
        .forEach(
            name ->
                assertThat(inOrder.stream().map(said -> said.replaceFirst("^\\S+ ", "")))
                    .filteredOn(said -> said.startsWith(name + "说:"))
                    .containsExactlyElementsOf(everythingOf(name)));
    assertThat(inOrder).doesNotHaveDuplicates();
    assertThat(tom.complaints()).isEmpty();
    assertThat(ann.complaints()).isEmpty();
  }

  private static List<String> everythingOf(String name) {
    return IntStream.range(0, EACH).mapToObj(i -> name + "说:" + name + " " + i).toList();
  }

  @Test
  void a_nickname_is_taken_for_all_of_them() {
    tom.takes("汤姆");
    ann.seesMembers("汤姆").asksFor("汤姆").seesTip("昵称已经存在").takes("Ann");
    tom.seesMembers("汤姆", "Ann");
    assertThat(bot.ask("nickname", "\"ann\"")).contains("\"code\":\"nickname_taken\"");
    bot.claim("bot");
    tom.seesMembers("汤姆", "Ann", "bot");
    Person newcomer = Person.in(CHROMIUM).opens(server.url());
    newcomer.seesMembers("汤姆", "Ann", "bot").asksFor("ANN").seesTip("昵称已经存在");
  }

  @Test
  void who_leaves_is_gone_for_all_of_them() {
    tom.takes("tom");
    ann.seesMembers("tom").takes("ann");
    bot.claim("bot");
    ann.seesMembers("tom", "ann", "bot").leaves();
    tom.seesMembers("tom", "bot");
    bot.close();
    tom.seesMembers("tom");
    Person other = Person.in(CHROMIUM).opens(server.secondUrl()).takes("bot");
    tom.seesMembers("tom", "bot").leaves();
    other.seesMembers("bot");
  }

  @Test
  void who_comes_back_over_the_other_is_the_same_and_reads_on() {
    bot.claim("bot");
    String query;
    try (WireClient before = WireClient.connect(server)) {
      String claimed = before.ask("nickname", "\"eve\"");
      String said = before.ask("message", WireClient.message("one"));
      query = "?token=" + field(claimed, "token") + "&since=" + field(said, "id");
    }
    bot.ask("message", WireClient.message("two"));
    try (PlainClient back = PlainClient.connect(server.secondUrl(), query)) {
      assertThat(field(back.await("message"), "msg")).isEqualTo("two");
      String claimed = back.ask("nickname", "\"eve\"");
      assertThat(query).startsWith("?token=" + field(claimed, "token") + "&");
    }
  }
}
