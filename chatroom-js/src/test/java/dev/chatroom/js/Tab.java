package dev.chatroom.js;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.chatroom.chromium.Chromium;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page with a chat, in a world that stands still: sockets, time and chance are the test's. JSON
 * is written with single quotes; see {@code world.js}.
 */
final class Tab {

  static final String ORIGIN = "http://chat.test";

  /** As strict as a policy can be that lets the scripts of the page itself run. */
  private static final String POLICY = "default-src 'none'; script-src 'self'";

  private final Page page;
  private final Script script;

  private Tab(Page page, Script script) {
    this.page = page;
    this.script = script;
  }

  /** Returns a page that has loaded a script and not connected yet. */
  static Tab open(Chromium chromium, Script script) {
    return open(chromium, script, ORIGIN + "/rooms/");
  }

  static Tab open(Chromium chromium, Script script, String url) {
    Tab tab = new Tab(chromium.page(), script);
    tab.page.route("**", tab::serve);
    tab.page.clock().install(new Clock.InstallOptions().setTime(0));
    tab.page.navigate(url);
    tab.page.clock().pauseAt(1_000_000);
    return tab;
  }

  private void serve(Route route) {
    String path = URI.create(route.request().url()).getPath();
    boolean isScript = path.endsWith(".js");
    route.fulfill(
        new Route.FulfillOptions()
            .setHeaders(
                Map.of(
                    "Content-Type",
                    isScript ? "text/javascript" : "text/html",
                    "Content-Security-Policy",
                    POLICY))
            .setBody(content(path)));
  }

  private String content(String path) {
    return switch (path) {
      case "/world.js" -> Script.resource("world.js");
      case "/user.js" -> script.user();
      case "/rooms/" -> html();
      default -> script.text();
    };
  }

  private String html() {
    String classic = "<script src=/chatroom/" + script.file() + "></script>";
    return "<!DOCTYPE html><script src=/world.js></script>"
        + (script.isModule() ? "" : classic)
        + "<script type=module src=/user.js></script>";
  }

  /** Starts a chat; it is on its way to the server then. */
  Tab connects(String options) {
    return does("start", options);
  }

  /** Starts a chat, which the server gives a place. */
  Tab isConnected(String options) {
    return connects(options).isAccepted();
  }

  /** The server gives it a place, and tells who is here. */
  Tab isAccepted() {
    return gets("{'event':'nicknames','data':[]}").sees("connect", "nicknames []");
  }

  Tab emits(String event, String data) {
    return does("emit", event, data);
  }

  /** Emits, and gets the answer as {@code ack}. */
  Tab emits(String event, String data, String ack) {
    return does("emit", event, data, ack);
  }

  /** Starts a chat that claims a nickname whenever it is connected. */
  Tab claimsWhenConnected(String options, String nickname) {
    return connects(options).does("whenConnected", "nickname", "'" + nickname + "'", "claimed");
  }

  Tab opens() {
    page.evaluate("() => { world.chat.open(); }");
    return this;
  }

  Tab closes() {
    page.evaluate("() => { world.chat.close(); }");
    return this;
  }

  /** The server sends a frame. */
  Tab gets(String frame) {
    return does("receive", frame);
  }

  /** The connection ends as when a cable is cut. */
  Tab isCutOff() {
    return isClosed(1006, "");
  }

  Tab isClosed(int code, String reason) {
    return does("lose", code, reason);
  }

  Tab waits(long millis) {
    page.clock().runFor(millis);
    return this;
  }

  /** Makes chance as lucky as that, from 0 to 1. */
  Tab hasLuck(double chance) {
    return runs("world.chance = " + chance);
  }

  Tab isHidden() {
    return does("look", true);
  }

  Tab isLookedAt() {
    return does("look", false);
  }

  Tab comesOnline() {
    return does("comeOnline");
  }

  /** Runs a statement of the test's own in the page. */
  Tab runs(String statement) {
    page.evaluate("() => { " + statement + "; }");
    return this;
  }

  /** Returns what an expression is in the page. */
  Object asks(String expression) {
    return page.evaluate("() => " + expression);
  }

  /** What was called since the last look was this, in this order, and nothing else. */
  Tab sees(String... calls) {
    assertThat(taken("takeSeen")).as("seen").containsExactly(calls);
    return this;
  }

  /** What went to the server since the last look was this. */
  Tab sends(String... frames) {
    assertThat(taken("takeSent")).as("sent").containsExactly(frames);
    return this;
  }

  /** What went to the server since the last look was like this. */
  Tab sendsLike(String... patterns) {
    assertThat(taken("takeSent"))
        .as("sent")
        .zipSatisfy(List.of(patterns), (frame, pattern) -> assertThat(frame).matches(pattern));
    return this;
  }

  /** There were so many sockets up to now. */
  Tab hasTried(int sockets) {
    assertThat(asks("world.sockets.length")).as("sockets").isEqualTo(sockets);
    return this;
  }

  String url() {
    return (String) page.evaluate("() => world.url()");
  }

  private List<String> taken(String what) {
    return ((List<?>) page.evaluate("() => world." + what + "()"))
        .stream().map(String::valueOf).toList();
  }

  /** Does what {@code world.js} has under that name. */
  Tab does(String action, Object... arguments) {
    page.evaluate(
        "([action, ...rest]) => { world[action](...rest); }",
        Stream.concat(Stream.of((Object) action), Arrays.stream(arguments)).toList());
    return this;
  }
}
