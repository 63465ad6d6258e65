package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.chatroom.chromium.Chromium;
import dev.chatroom.example.TutorialPage.Transports;
import dev.chatroom.redisserver.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two examples with one Redis: tom has a page of the one, ann of the other. */
@Timeout(120)
class RedisBrowserIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static final Path FOLDER = ExampleProcess.JAR.resolveSibling("screenshots");

  private static TwoNodes nodes;

  @BeforeAll
  static void start() {
    nodes = new TwoNodes();
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @Test
  void our_page_is_in_one_room_on_both() {
    Person tom = somebody().opens(nodes.first().url());
    Person ann = somebody().opens(nodes.second().url());
    converse(tom, ann);
    tom.seesAsOwn("汤姆说:你好 👋").seesAsOthers("ann说:hi tom");
    ann.seesAsOwn("ann说:hi tom").seesAsOthers("汤姆说:你好 👋");
    takePictures("redis-ours", tom, ann);
    leaveOneAfterTheOther(tom, ann);
  }

  @Test
  void our_page_is_in_one_room_on_both_by_different_transports() {
    Person tom = somebody().opens(nodes.first().url());
    Person ann = somebody().opens(nodes.second().secondUrl());
    converse(tom, ann);
    leaveOneAfterTheOther(tom, ann);
  }

  @Test
  void the_tutorials_page_is_in_one_room_on_both() {
    TutorialPage tutorial = TutorialPage.orSkip();
    Person tom = tutorial.openedBy(somebody(), Transports.BY_DEFAULT, nodes.first().url());
    Person ann = tutorial.openedBy(somebody(), Transports.BY_DEFAULT, nodes.second().url());
    converse(tom, ann);
    takePictures("redis-tutorial", tom, ann);
    leaveOneAfterTheOther(tom, ann);
  }

  @Test
  void whoever_comes_while_redis_is_away_gets_in_when_it_is_back() {
    try (RedisServer redis = RedisServer.start()) {
      redis.kill();
      try (ExampleProcess node =
          ExampleProcess.start("--transport", "both", "--redis", redis.uri())) {
        Person tom = somebody().opens(node.url());
        Person ann = somebody().opens(node.secondUrl());
        tom.seesState("reconnecting");
        ann.seesState("reconnecting");

        redis.restart();

        tom.seesState("connected").takes("tom");
        ann.seesState("connected").seesMembers("tom");
      }
    }
  }

  private static Person somebody() {
    return Person.in(CHROMIUM, options -> options.setViewportSize(800, 500));
  }

  private static void converse(Person tom, Person ann) {
    tom.seesNobody().takes("汤姆");
    ann.seesMembers("汤姆").asksFor("汤姆").seesTip("昵称已经存在").takes("ann");
    tom.seesMembers("汤姆", "ann").says("你好 👋");
    ann.seesMembers("汤姆", "ann").sees("汤姆说:你好 👋").says("hi tom");
    tom.sees("ann说:hi tom", "汤姆说:你好 👋").seesDraft("");
    ann.sees("ann说:hi tom", "汤姆说:你好 👋").seesDraft("");
    assertThat(tom.complaints()).isEmpty();
    assertThat(ann.complaints()).isEmpty();
  }

  private static void leaveOneAfterTheOther(Person tom, Person ann) {
    tom.leaves();
    ann.seesMembers("ann");
    Person eve = somebody().opens(nodes.first().url()).seesMembers("ann").takes("汤姆");
    ann.seesMembers("ann", "汤姆").leaves();
    eve.seesMembers("汤姆");
  }

  private static void takePictures(String name, Person tom, Person ann) {
    take(tom, name + "-first.png");
    take(ann, name + "-second.png");
  }

  private static void take(Person person, String name) {
    person.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)));
  }
}
