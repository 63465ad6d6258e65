package dev.chatroom.js;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.chatroom.chromium.Chromium;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;

/** A page with a chat that talks to a real server, as if it had come from there. */
final class LiveTab {

  private static final Script SCRIPT = Script.MINIFIED_MODULE;

  private final Page page;

  private LiveTab(Page page) {
    this.page = page;
  }

  /** Returns a page that came from a port of this computer, and connects to that. */
  static LiveTab open(Chromium chromium, int port, String nickname) {
    LiveTab tab = new LiveTab(chromium.page());
    tab.serves(
        "/",
        "text/html",
        "<!DOCTYPE html><script src=/live.js></script><script type=module src=/user.js></script>");
    tab.serves("/live.js", "text/javascript", Script.resource("live.js"));
    tab.serves("/user.js", "text/javascript", SCRIPT.user());
    tab.serves("/chatroom/" + SCRIPT.file(), "text/javascript", SCRIPT.text());
    tab.page.navigate("http://127.0.0.1:" + port + "/");
    tab.page.evaluate("(nickname) => world.start(nickname)", nickname);
    return tab.isNamed(nickname);
  }

  private void serves(String path, String type, String content) {
    page.route(
        url -> URI.create(url).getPath().equals(path),
        route -> route.fulfill(new Route.FulfillOptions().setContentType(type).setBody(content)));
  }

  LiveTab says(String text) {
    page.evaluate("(text) => world.say(text)", text);
    return this;
  }

  LiveTab isNamed(String nickname) {
    return awaits("nickname", nickname::equals);
  }

  LiveTab isLost() {
    return awaits("chat.connected", Boolean.FALSE::equals);
  }

  /** Hears these messages, in this order, and had heard no others. */
  LiveTab hears(String... messages) {
    awaits("heard", heard -> ((List<?>) heard).size() >= messages.length);
    assertThat(asks("heard")).isEqualTo(List.of(messages));
    return this;
  }

  /** Was answered so, and not more often. */
  LiveTab isAnswered(String... answers) {
    awaits("answers", given -> ((List<?>) given).size() >= answers.length);
    assertThat(asks("answers")).isEqualTo(List.of(answers));
    return this;
  }

  private LiveTab awaits(String what, Predicate<Object> condition) {
    page.waitForCondition(() -> condition.test(asks(what)));
    return this;
  }

  private Object asks(String what) {
    return page.evaluate("() => world." + what);
  }
}
