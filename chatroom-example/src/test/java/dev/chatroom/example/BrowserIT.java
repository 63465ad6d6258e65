package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import dev.chatroom.chromium.Chromium;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page as two people see it, each in a browser of their own. */
@Timeout(120)
class BrowserIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  /** Short enough for a nickname. */
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  private ExampleProcess server;
  private Person tom;
  private Person ann;

  @BeforeEach
  void two_people_open_the_page() {
    server = ExampleProcess.start();
    tom = Person.in(CHROMIUM).opens(server.url());
    ann = Person.in(CHROMIUM).opens(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertNoComplaints() {
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
  void the_nickname_is_kept_for_three_days() {
    Instant before = Instant.now().minusSeconds(2);
    tom.takes("汤姆");
    Cookie cookie = tom.page().context().cookies().get(0);
    assertThat(cookie.name).isEqualTo("nickname");
    assertThat(Instant.ofEpochSecond(cookie.expires.longValue()))
        .isBetween(before.plus(Duration.ofDays(3)), Instant.now().plus(Duration.ofDays(3)));
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
  void markup_stays_text() {
    tom.takes(MARKUP);
    ann.takes("ann").seesMembers(MARKUP, "ann");
    tom.says(MARKUP).seesNewest(MARKUP + "说:" + MARKUP);
    tom.says("<script>alert(2)</script><b>bold</b> &lt;");
    String[] messages = {
      MARKUP + "说:<script>alert(2)</script><b>bold</b> &lt;", MARKUP + "说:" + MARKUP
    };
    ann.sees(messages);
    tom.sees(messages);
    Person latecomer = Person.in(CHROMIUM).opens(server.url()).seesMembers(MARKUP, "ann");
    latecomer.sees(messages);
    tom.reloads().seesGreetingFor(MARKUP).sees(messages);
    for (Person each : new Person[] {tom, ann, latecomer}) {
      assertThat(each.page().locator("img[src=x], b, body script").count()).isZero();
      each.seesAlerts();
      assertThat(each.complaints()).isEmpty();
    }
  }

  @Test
  void a_refused_nickname_that_is_markup_stays_text() {
    tom.takes(MARKUP);
    ann.asksFor(MARKUP).seesTip("昵称已经存在");
    assertThat(ann.page().locator("img[src=x]").count()).isZero();
    ann.seesAlerts();
    assertNoComplaints();
  }

  @Test
  void forgetting_something_gives_an_alert() {
    tom.asksFor("").seesAlerts("请输入昵称");
    tom.says("hi").seesAlerts("请输入昵称", "先填个昵称呗").seesDraft("hi");
    tom.takes("tom").says("").seesAlerts("请输入昵称", "先填个昵称呗", "啥也不写发毛线呢");
    tom.says(" \n ").seesAlerts("请输入昵称", "先填个昵称呗", "啥也不写发毛线呢", "啥也不写发毛线呢");
    ann.seesMembers("tom").sees();
    assertNoComplaints();
  }

  @Test
  void a_blank_nickname_gives_an_alert() {
    tom.asksFor("  ").seesAlerts("请输入昵称");
    tom.asksFor("\u3000").seesAlerts("请输入昵称", "请输入昵称").seesForm();
    ann.seesNobody();
    assertNoComplaints();
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
  void a_message_that_comes_in_leaves_the_draft_alone() {
    tom.takes("tom");
    ann.takes("ann").types("I was about to sa");
    tom.says("hi");
    ann.sees("tom说:hi").seesDraft("I was about to sa");
    ann.clicksSend().sees("ann说:I was about to sa", "tom说:hi").seesDraft("");
    assertNoComplaints();
  }

  @Test
  void enter_sends_and_shift_enter_does_not() {
    tom.takes("tom").types("one");
    tom.page().keyboard().press("Shift+Enter");
    tom.page().keyboard().type("two");
    tom.seesDraft("one\ntwo").page().keyboard().press("Enter");
    tom.sees("tom说:one two").seesDraft("");
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
    server = ExampleProcess.startAt(port);
    tom.seesState("connected");
    ann.seesState("connected");
    try (WireClient other = WireClient.connect(server)) {
      String nicknames;
      do {
        nicknames = other.await("42[\"nicknames\",");
      } while (!(nicknames.contains("tom") && nicknames.contains("ann")));
    }
    tom.says("after");
    ann.seesNewest("tom说:after").seesDraft("half a dra").seesGreetingFor("ann");
    ann.clicksSend();
    tom.seesNewest("ann说:half a dra").seesGreetingFor("tom").seesAsOwn("tom说:after");
    // The browser reports each connection that it did not get.
    assertThat(tom.complaints()).allMatch(text -> text.contains("net::ERR_"));
    assertThat(ann.complaints()).allMatch(text -> text.contains("net::ERR_"));
  }
}
