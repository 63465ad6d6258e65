package dev.chatroom.example;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.chatroom.chromium.Chromium;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Somebody at a chat page, who uses and sees what docs/protocol.md says of it; so the page may be
 * ours or the tutorial's. Whatever somebody {@code sees} is awaited.
 */
final class Person {

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) ExampleProcess.PATIENCE.toMillis());
  }

  private final Page page;
  private final List<String> alerts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private Person(Page page) {
    this.page = page;
    page.onDialog(
        dialog -> {
          alerts.add(dialog.message());
          dialog.dismiss();
        });
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
  }

  /** Returns somebody who has not opened a page yet. */
  static Person in(Chromium chromium) {
    return in(chromium, options -> {});
  }

  /** Returns somebody whose browser is special in some way. */
  static Person in(Chromium chromium, Consumer<Browser.NewContextOptions> special) {
    Consumer<Browser.NewContextOptions> chinese =
        options -> options.setLocale("zh-CN").setTimezoneId("Asia/Shanghai");
    return new Person(chromium.page(chinese.andThen(special)));
  }

  Page page() {
    return page;
  }

  /** Has something given to the browser in place of what is at an address. */
  void isServed(String url, String type, String content) {
    Route.FulfillOptions answer = new Route.FulfillOptions().setContentType(type).setBody(content);
    page.route(url, route -> route.fulfill(answer));
  }

  Person opens(URI url) {
    page.navigate(url.toString());
    return this;
  }

  Person reloads() {
    page.reload();
    return this;
  }

  /** Closes the browser, not only the page. */
  void leaves() {
    page.context().close();
  }

  /** Fills in a nickname and submits it, whatever the answer. */
  Person asksFor(String nickname) {
    form().locator("input[name=nickname]").fill(nickname);
    form().getByText("提交昵称").click();
    return this;
  }

  /** Fills in a nickname and gets it. */
  Person takes(String nickname) {
    return asksFor(nickname).seesGreetingFor(nickname);
  }

  Person types(String text) {
    draft().fill(text);
    return this;
  }

  Person clicksSend() {
    page.locator("button.send-btn").click();
    return this;
  }

  Person says(String text) {
    return types(text).clicksSend();
  }

  /** Says so many things, each as soon as the one before is said, and does not wait for that. */
  void rattlesOff(String beginning, int times) {
    page.evaluate(
        """
        ([beginning, times]) => {
          const draft = document.querySelector('.msg');
          let said = 0;
          setInterval(() => {
            if (draft.value === '' && said < times) {
              draft.value = `${beginning} ${said++}`;
              document.querySelector('.send-btn').click();
            }
          }, 1);
        }""",
        List.of(beginning, times));
  }

  Person seesForm() {
    assertThat(form()).isVisible();
    assertThat(greeting()).isHidden();
    return this;
  }

  Person seesGreetingFor(String nickname) {
    assertThat(greeting()).hasText("您好," + nickname);
    assertThat(greeting()).isVisible();
    assertThat(form()).isHidden();
    return this;
  }

  Person seesTip(String text) {
    assertThat(page.locator(".tip")).hasText(text);
    assertThat(page.locator(".tip")).isVisible();
    return this;
  }

  /** Sees these messages and no others, newest first, each as {@code NAME说:TEXT}. */
  Person sees(String... newestFirst) {
    assertThat(messages()).containsText(newestFirst);
    return this;
  }

  /** Awaits so many messages, and returns them oldest first, each as {@code ID NAME说:TEXT}. */
  List<String> hears(int count) {
    assertThat(messages()).hasCount(count);
    Object oldestFirst =
        messages()
            .evaluateAll(
                """
                items => items
                    .map((item) => `${item.dataset.id} ${item.querySelector('.text').textContent}`)
                    .reverse()""");
    return ((List<?>) oldestFirst).stream().map(String::valueOf).toList();
  }

  /** Sees this message as the newest. */
  Person seesNewest(String message) {
    assertThat(messages().first()).containsText(message);
    return this;
  }

  Person seesAsOwn(String message) {
    assertThat(message(message)).hasClass(Pattern.compile("(^|\\s)t-r(\\s|$)"));
    assertThat(message(message)).hasCSS("text-align", "right");
    return this;
  }

  Person seesAsOthers(String message) {
    assertThat(message(message)).not().hasClass(Pattern.compile("(^|\\s)t-r(\\s|$)"));
    return this;
  }

  Person seesNobody() {
    return seesMembers();
  }

  /** Sees these members, in this order, and their number. */
  Person seesMembers(String... nicknames) {
    assertThat(page.locator(".user-box .user")).hasText(nicknames);
    assertThat(
            page.locator(".user-box")
                .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setIncludeHidden(true)))
        .hasText("在线成员:（" + nicknames.length + "）");
    return this;
  }

  /** Sees these members, in whatever order: a reload may be there before the old page is gone. */
  Person seesMembersInSomeOrder(String... nicknames) {
    Locator members = page.locator(".user-box .user");
    assertThat(members).hasCount(nicknames.length);
    for (String nickname : nicknames) {
      Pattern whole = Pattern.compile("^" + nickname + "$");
      assertThat(members.filter(new Locator.FilterOptions().setHasText(whole))).hasCount(1);
    }
    return this;
  }

  Person seesDraft(String text) {
    assertThat(draft()).hasValue(text);
    return this;
  }

  /** Awaits the next alert, and looks at all that there were. */
  Person seesAlerts(String... texts) {
    page.waitForCondition(() -> alerts.size() >= texts.length);
    org.assertj.core.api.Assertions.assertThat(alerts).containsExactly(texts);
    return this;
  }

  /** Sees how the connection is; only our page shows that. */
  Person seesState(String state) {
    assertThat(page.locator(".status[data-state=" + state + "]")).isVisible();
    return this;
  }

  /** Sees what the page has to say beside the draft; only ours has a place for that. */
  Person seesNotice(String text) {
    assertThat(page.locator(".notice")).hasText(text);
    return this;
  }

  /** Returns the errors and warnings on the console, and what was thrown and not caught. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private Locator form() {
    return page.locator("#nickname-form");
  }

  private Locator greeting() {
    return page.locator("#nickname-txt");
  }

  private Locator draft() {
    return page.locator("textarea.msg[name=msg]");
  }

  private Locator messages() {
    return page.locator(".message-list > *");
  }

  private Locator message(String text) {
    return messages().filter(new Locator.FilterOptions().setHasText(text));
  }
}
