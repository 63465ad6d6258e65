package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import dev.chatroom.chromium.Chromium;
import dev.chatroom.example.Nginx.Sticky;
import dev.chatroom.example.TutorialPage.Transports;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages from behind an nginx with two examples, which keeps each at one of them by a cookie. */
@Timeout(120)
class NginxBrowserIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private TwoNodes nodes;
  private Nginx nginx;

  @BeforeAll
  static void find() {
    Nginx.orSkip();
  }

  @BeforeEach
  void start() {
    nodes = new TwoNodes();
    nginx = Nginx.before(nodes.first().url(), nodes.second().url(), Sticky.BY_COOKIE);
  }

  @AfterEach
  void stop() {
    nginx.close();
    nodes.close();
  }

  @Test
  void each_stays_at_one_node_and_comes_to_the_other_when_it_is_killed() {
    TutorialPage tutorial = TutorialPage.orSkip();
    Person eve = Person.in(CHROMIUM).opens(nginx.url()).takes("eve");
    String node = nginx.lastNodeOf("/");
    Person tom = tutorial.openedBy(Person.in(CHROMIUM), Transports.BY_DEFAULT, nginx.url());
    Person ann = tutorial.openedBy(Person.in(CHROMIUM), Transports.POLLING_ONLY, nginx.url());
    tom.seesMembers("eve").takes("tom").says("hi");
    ann.seesMembers("eve", "tom").takes("ann").says("hello");
    eve.seesMembers("eve", "tom", "ann");
    Stream.of(tom, eve).forEach(each -> each.sees("ann说:hello", "tom说:hi"));
    Stream.of(tom, ann, eve).forEach(each -> assertThat(each.complaints()).isEmpty());

    eve.page().waitForRequest(NginxBrowserIT::isAttempt, () -> nodes.at(node).kill());
    eve.seesState("connected").says("again");
    eve.sees("eve说:again", "ann说:hello", "tom说:hi").seesGreetingFor("eve");
  }

  private static boolean isAttempt(Request request) {
    return request.url().contains("transport=polling") && !request.url().contains("sid=");
  }
}
