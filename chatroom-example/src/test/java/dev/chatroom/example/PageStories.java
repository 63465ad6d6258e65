package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Chromium;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What two people, each in a browser of their own, see of the page whatever it connects by. What it
 * does without a connection is in {@link BrowserIT} alone.
 */
@Timeout(120)
abstract class PageStories {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  ExampleProcess server;
  Person tom;
  Person ann;

  /** Returns the value of {@code --transport}. */
  abstract String transport();

  @BeforeEach
  void two_people_open_the_page() {
    server = ExampleProcess.start("--transport", transport());
    tom = Person.in(CHROMIUM).opens(server.url());
    ann = Person.in(CHROMIUM).opens(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  final void assertNoComplaints() {
    assertThat(tom.complaints()).isEmpty();
    assertThat(ann.complaints()).isEmpty();
  }

  @Test
  void two_people_take_nicknames_and_chat_both_ways() {
    tom.seesForm().seesNobody().takes("汤姆");
    ann.seesMembers("汤姆").takes("ann");
    tom.seesMembers("汤姆", "ann").says("你好 👋");
    ann.sees("汤姆说:你好 👋").seesAsOthers("汤姆说:你好 👋").says("hi tom");
    tom.sees("ann说:hi tom", "汤姆说:你好 👋").seesAsOwn("汤姆说:你好 👋").seesAsOthers("ann说:hi tom");
    ann.sees("ann说:hi tom", "汤姆说:你好 👋").seesAsOwn("ann说:hi tom");
    assertNoComplaints();
  }

  @Test
  void a_nickname_in_use_is_refused_and_another_accepted() {
    tom.takes("tom");
    ann.asksFor("Tom").seesTip("昵称已经存在").seesForm().seesMembers("tom");
    ann.takes("ann").seesMembers("tom", "ann");
    assertNoComplaints();
  }

  @Test
  void a_reload_keeps_the_nickname() {
    tom.takes("tom");
    ann.takes("ann").seesMembers("tom", "ann");
    tom.reloads().seesGreetingFor("tom").seesMembersInSomeOrder("ann", "tom").says("still me");
    ann.sees("tom说:still me").seesMembersInSomeOrder("ann", "tom");
    assertNoComplaints();
  }

  @Test
  void a_kept_nickname_that_is_taken_meanwhile_is_asked_for_again() {
    tom.takes("tom").opens(URI.create("about:blank"));
    ann.seesNobody().takes("tom");
    tom.opens(server.url()).seesTip("昵称已经存在").seesForm().takes("tom2");
    ann.seesMembers("tom", "tom2");
    assertNoComplaints();
  }

  @Test
  void who_closes_the_browser_is_gone_and_the_nickname_free() {
    tom.takes("tom");
    ann.takes("ann").seesMembers("tom", "ann");
    tom.leaves();
    ann.seesMembers("ann");
    Person.in(CHROMIUM).opens(server.url()).takes("tom");
    ann.seesMembers("ann", "tom");
  }

  @Test
  void a_newcomer_sees_what_was_said_newest_on_top() {
    tom.takes("tom").says("one").sees("tom说:one");
    tom.says("two").sees("tom说:two", "tom说:one");
    tom.says("three").sees("tom说:three", "tom说:two", "tom说:one");
    ann.sees("tom说:three", "tom说:two", "tom说:one");
    Person.in(CHROMIUM)
        .opens(server.url())
        .sees("tom说:three", "tom说:two", "tom说:one")
        .seesMembers("tom");
    assertNoComplaints();
  }

  @Test
  void after_a_reload_ones_own_messages_are_still_ones_own() {
    tom.takes("tom").says("mine").sees("tom说:mine");
    ann.takes("ann").says("hers").sees("ann说:hers", "tom说:mine");
    tom.reloads().sees("ann说:hers", "tom说:mine").seesAsOwn("tom说:mine").seesAsOthers("ann说:hers");
    assertNoComplaints();
  }

  @Test
  void a_room_that_is_not_there_is_refused_for_good() {
    tom.opens(server.url().resolve("/?room=dev")).seesState("closed");
    assertThat(tom.page().locator(".notice").innerText()).contains("房间不存在");
  }

  @Test
  void a_room_that_cannot_be_is_refused_for_good() {
    tom.opens(server.url().resolve("/?room=a%20b")).seesState("closed");
    assertThat(tom.page().locator(".notice").innerText()).contains("房间名不合法");
  }

  @Test
  void after_a_restart_of_the_server_everybody_is_back_by_themselves() {
    tom.takes("tom").says("before").sees("tom说:before");
    ann.takes("ann").seesState("connected").types("half a dra");
    int port = server.port();
    server.close();
    tom.seesState("reconnecting").seesGreetingFor("tom");
    ann.seesState("reconnecting");
    server = ExampleProcess.startAt(port, "--transport", transport());
    tom.seesState("connected");
    ann.seesState("connected");
    Person.in(CHROMIUM).opens(server.url()).seesMembersInSomeOrder("ann", "tom");
    tom.says("after");
    ann.seesNewest("tom说:after").seesDraft("half a dra").seesGreetingFor("ann");
    ann.clicksSend();
    tom.seesNewest("ann说:half a dra").seesGreetingFor("tom").seesAsOwn("tom说:after");
    // The browser reports each connection that it did not get.
    for (Person each : List.of(tom, ann)) {
      assertThat(each.complaints())
          .allMatch(
              text -> text.contains("net::ERR_") || text.startsWith("WebSocket connection to"));
    }
  }

  @Test
  void what_nobody_took_is_asked_for_again_or_told_and_stays_in_the_draft() {
    tom.takes("tom");
    int port = server.port();
    server.freeze();
    ann.asksFor("ann");
    tom.says("anybody?");
    server.kill();
    tom.seesState("reconnecting");
    server = ExampleProcess.startAt(port, "--transport", transport());
    ann.seesGreetingFor("ann");
    tom.seesNotice("上一条没有发出去，请再发一次").seesDraft("anybody?").clicksSend();
    tom.sees("tom说:anybody?").seesDraft("");
    ann.sees("tom说:anybody?");
  }
}
