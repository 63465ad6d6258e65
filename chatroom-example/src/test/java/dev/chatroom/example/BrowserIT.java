package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The page over Socket.IO, and what it does over whatever it connects by. */
class BrowserIT extends PageStories {

  /** Short enough for a nickname. */
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  @Override
  String transport() {
    return "socketio";
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
}
