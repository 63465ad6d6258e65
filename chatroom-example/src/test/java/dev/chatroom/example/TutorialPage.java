package dev.chatroom.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A page as the tutorial's, of its own making, after docs/protocol.md, and the tutorial's client.
 *
 * @param html the page
 * @param client the script
 */
record TutorialPage(String html, String client) {

  /** What the page lets its client use to connect. */
  enum Transports {
    BY_DEFAULT("{}"),
    WEBSOCKET_ONLY("{ transports: ['websocket'] }"),
    POLLING_ONLY("{ transports: ['polling'] }");

    private final String options;

    Transports(String options) {
      this.options = options;
    }
  }

  /** Returns it, or skips the tests. */
  static TutorialPage orSkip() {
    String client = NpmClient.V1.orSkip();
    try (InputStream in =
        Objects.requireNonNull(TutorialPage.class.getResourceAsStream("tutorial.html"))) {
      return new TutorialPage(new String(in.readAllBytes(), StandardCharsets.UTF_8), client);
    } catch (IOException cannotHappenToOurOwnFile) {
      throw new UncheckedIOException(cannotHappenToOurOwnFile);
    }
  }

  /** Has somebody open it as if it were the example's, of the server that it connects to. */
  Person openedBy(Person person, Transports transports, URI server) {
    return openedBy(person, transports, server, server);
  }

  /**
   * Has somebody open it as if it were the example's.
   *
   * @param server where it connects to
   * @param here where it comes from
   */
  Person openedBy(Person person, Transports transports, URI server, URI here) {
    String adapted =
        html.replace("'http://127.0.0.1:3000'", "'" + server + "'")
            .replace("options = {}", "options = " + transports.options);
    person.isServed(here + "tutorial.html", "text/html; charset=utf-8", adapted);
    person.isServed(here + "js/socket.io.js", "text/javascript", client);
    return person.opens(here.resolve("/tutorial.html"));
  }
}
