package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.chromium.Chromium;
import dev.chatroom.example.TutorialPage.Transports;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tutorial's page, with the tutorial's client. */
@Timeout(120)
class TutorialPageIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static TutorialPage tutorial;

  private ExampleProcess server;

  @BeforeAll
  static void fetch() {
    tutorial = TutorialPage.orSkip();
  }

  @BeforeEach
  void start() {
    server = ExampleProcess.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Opens the tutorial's page, which is served as if it were the example's. */
  private Person atTutorial(Transports transports) {
    return atTutorial(Person.in(CHROMIUM), transports);
  }

  private Person atTutorial(Person person, Transports transports) {
    return atTutorial(person, transports, server.url().resolve("/"));
  }

  private Person atTutorial(Person person, Transports transports, URI here) {
    return tutorial.openedBy(person, transports, server.url().resolve("/"), here);
  }

  private Person atOurs() {
    return Person.in(CHROMIUM).opens(server.url());
  }

  @ParameterizedTest
  @EnumSource
  void it_chats_with_our_page(Transports transports) {
    Person tom = atTutorial(transports).seesNobody().takes("汤姆");
    Person ann = atOurs().seesMembers("汤姆").takes("ann");
    tom.seesMembers("汤姆", "ann").says("你好 👋");
    ann.sees("汤姆说:你好 👋").says("hi");
    tom.sees("ann说:hi", "汤姆说:你好 👋").seesDraft("");
    ann.sees("ann说:hi", "汤姆说:你好 👋");
    tom.seesAlerts();
    assertThat(tom.complaints()).isEmpty();
    assertThat(ann.complaints()).isEmpty();
  }

  /** As it was published, it connects to 127.0.0.1, whatever name it came by. */
  @ParameterizedTest
  @EnumSource
  void it_connects_to_another_name_of_this_computer(Transports transports) {
    URI here = URI.create("http://localhost:" + server.url().getPort() + "/");
    assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    Person tom = atTutorial(Person.in(CHROMIUM), transports, here).takes("tom").says("hi");
    tom.sees("tom说:hi");
    assertThat(tom.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void two_of_them_chat(Transports transports) {
    Person tom = atTutorial(transports).takes("tom");
    Person ann = atTutorial(transports).seesMembers("tom").takes("ann");
    for (int i = 0; i < 5; i++) {
      tom.says("t" + i);
      ann.seesNewest("tom说:t" + i).says("a" + i);
      tom.seesNewest("ann说:a" + i);
    }
    String[] all = {
      "ann说:a4", "tom说:t4", "ann说:a3", "tom说:t3", "ann说:a2", "tom说:t2", "ann说:a1", "tom说:t1",
      "ann说:a0", "tom说:t0"
    };
    tom.sees(all);
    ann.sees(all);
    assertThat(tom.complaints()).isEmpty();
    assertThat(ann.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void it_shows_that_a_nickname_is_in_use(Transports transports) {
    atOurs().takes("tom");
    Person other = atTutorial(transports).seesMembers("tom").asksFor("tom").seesTip("昵称已经存在");
    other.takes("other").seesMembers("tom", "other");
    assertThat(other.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void it_keeps_its_nickname_over_a_reload(Transports transports) {
    Person ann = atOurs().takes("ann");
    Person tom = atTutorial(transports).takes("tom").seesMembers("ann", "tom");
    tom.reloads().seesGreetingFor("tom").seesMembers("ann", "tom").says("still me");
    ann.sees("tom说:still me");
    tom.leaves();
    ann.seesMembers("ann");
  }

  @ParameterizedTest
  @EnumSource
  void after_a_restart_its_next_message_gets_it_its_nickname_back(Transports transports) {
    Person tom = atTutorial(transports).takes("tom");
    restart();
    try (WireClient ann = WireClient.connect(server).claim("ann")) {
      // The page does not ask for its nickname again.
      tom.seesMembers("ann").says("again");
      assertThat(ann.await("42[\"message\",")).contains("\"tom\"", "\"again\"");
      tom.sees("tom说:again").seesMembers("ann", "tom");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_said_while_the_server_is_away_is_seen_when_it_is_back(Transports transports) {
    Person tom = atTutorial(transports).takes("tom");
    int port = server.port();
    server.close();
    tom.page().waitForFunction("() => !socket.connected");
    tom.says("again");
    server = ExampleProcess.startAt(port);
    tom.sees("tom说:again").seesMembers("tom");
  }

  private void restart() {
    int port = server.port();
    server.close();
    server = ExampleProcess.startAt(port);
  }

  @ParameterizedTest
  @EnumSource
  void it_connects_as_it_was_told(Transports transports) {
    Person tom = Person.in(CHROMIUM);
    List<String> polls = new ArrayList<>();
    List<String> sockets = new ArrayList<>();
    tom.page()
        .onRequest(
            request -> {
              if (request.url().contains("transport=polling")) {
                polls.add(request.url());
              }
            });
    tom.page().onWebSocket(socket -> sockets.add(socket.url()));
    atTutorial(tom, transports).takes("tom").says("hi").sees("tom说:hi");
    if (transports != Transports.WEBSOCKET_ONLY) {
      assertThat(polls).isNotEmpty().allMatch(url -> url.contains("EIO=3"));
    } else {
      assertThat(polls).isEmpty();
    }
    if (transports != Transports.POLLING_ONLY) {
      tom.page().waitForCondition(() -> !sockets.isEmpty());
      assertThat(sockets).singleElement().asString().contains("EIO=3", "transport=websocket");
    } else {
      assertThat(sockets).isEmpty();
    }
    assertThat(tom.complaints()).isEmpty();
  }
}
