package dev.chatroom.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {

  /**
   * Something that is wrong.
   *
   * @param name what
   * @param law which one is found to be broken
   * @param story how
   */
  record Wrong(String name, String law, Consumer<Story> story) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Tom says three things; ann hears them in lists, and ben by changes. */
  private static Story tomTalks() {
    return new Story()
        .joined("tom", "Tom")
        .posted("tom", "Tom", "one")
        .posted("tom", "Tom", "two")
        .renamed("tom", "Tom", "Tim")
        .posted("tom", "Tim", "three")
        .settled()
        .left("tom", "Tim");
  }

  private static Story.Client tom(Story story) {
    return story
        .client("tom")
        .opens()
        .list()
        .says("nickname", "Tom")
        .hears("{'msg':'ok','nickname':'Tom'}")
        .list("Tom")
        .says("message", "one")
        .hears("{'msg':'ok','id':'a-2'}")
        .message("a-2", "Tom", "one")
        .says("message", "two")
        .hears("{'msg':'ok','id':'a-3'}")
        .message("a-3", "Tom", "two")
        .says("nickname", "Tim")
        .hears("{'msg':'ok','nickname':'Tim'}")
        .list("Tim")
        .says("message", "three")
        .hears("{'msg':'ok','id':'a-5'}")
        .message("a-5", "Tim", "three")
        .settles("Tim");
  }

  @Test
  void nothing_is_wrong() {
    Story story = tomTalks();
    tom(story);
    story
        .client("ann")
        .opens()
        .history("a-2", "Tom", "one")
        .list("Tom")
        .message("a-3", "Tom", "two")
        .ends()
        .opens("a-3")
        .message("a-5", "Tim", "three")
        .list("Tim")
        .settles("")
        .list();
    story
        .client("ben", true)
        .opens()
        .list()
        .change("joined", "a-1", "Tom", "")
        .message("a-2", "Tom", "one")
        .ends()
        .opens("a-2")
        .message("a-3", "Tom", "two")
        .change("renamed", "a-4", "Tim", "','previous':'Tom")
        .list("Tim")
        .message("a-5", "Tim", "three")
        .settles("")
        .change("left", "a-6", "Tim", "','reason':'disconnected");

    assertThat(story.breaches()).isEmpty();
  }

  @Test
  void nothing_is_wrong_where_a_log_was_lost_and_all_were_told() {
    Story story =
        new Story()
            .joined("tom", "Tom")
            .posted("tom", "Tom", "one")
            .posted("tom", "Tom", "lost")
            .lostAfter(2)
            .posted("tom", "Tom", "three")
            .settled()
            .left("tom", "Tom");
    story
        .client("tom")
        .opens()
        .list("Tom")
        .says("message", "one")
        .hears("{'msg':'ok','id':'a-2'}")
        .message("a-2", "Tom", "one")
        .says("message", "lost")
        .hears("{'msg':'ok','id':'a-3'}")
        .message("a-3", "Tom", "lost")
        .says("message", "also lost")
        .hears("{'msg':'ok','id':'a-4'}")
        .message("a-4", "Tom", "also lost")
        .gets("reset", "{'reason':'epoch_changed'}")
        .history("b-2", "Tom", "one")
        .list("Tom")
        .says("message", "three")
        .hears("{'msg':'ok','id':'b-3'}")
        .message("b-3", "Tom", "three")
        .settles("Tom");

    assertThat(story.breaches()).isEmpty();
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong(
            "a message is missing",
            GapFree.LAW,
            story -> hears(story).message("a-2", "Tom", "one").message("a-5", "Tim", "three")),
        new Wrong(
            "the last message is missing",
            GapFree.LAW,
            story ->
                hears(story).message("a-2", "Tom", "one").message("a-3", "Tom", "two").settles("")),
        new Wrong(
            "a message is missing after a return",
            GapFree.LAW,
            story ->
                hears(story)
                    .message("a-2", "Tom", "one")
                    .ends()
                    .opens("a-2")
                    .message("a-5", "Tim", "three")),
        new Wrong(
            "a message is missing after a history",
            GapFree.LAW,
            story -> hears(story).history("a-2", "Tom", "one").message("a-5", "Tim", "three")),
        new Wrong(
            "a reset has no history",
            GapFree.LAW,
            story ->
                hears(story).gets("reset", "{'reason':'lagged'}").message("a-5", "Tim", "three")),
        new Wrong(
            "a log is said to be another, and is not",
            GapFree.LAW,
            story ->
                hears(story)
                    .message("a-2", "Tom", "one")
                    .gets("reset", "{'reason':'epoch_changed'}")
                    .gets("history", "[]")),
        new Wrong(
            "two messages come in the other order",
            OneOrder.LAW,
            story -> hears(story).message("a-3", "Tom", "two").message("a-2", "Tom", "one")),
        new Wrong(
            "a message comes twice",
            OneOrder.LAW,
            story -> hears(story).message("a-2", "Tom", "one").message("a-2", "Tom", "one")),
        new Wrong(
            "a message comes once more after a return",
            OneOrder.LAW,
            story -> story.client("ann").opens("a-2").message("a-2", "Tom", "one")),
        new Wrong(
            "a message is not what was said",
            OneOrder.LAW,
            story -> hears(story).message("a-2", "Tom", "other")),
        new Wrong(
            "a message is not in the log",
            OneOrder.LAW,
            story -> hears(story).message("a-9", "Tom", "other")),
        new Wrong(
            "another log comes without a reset",
            OneOrder.LAW,
            story -> hears(story).message("a-2", "Tom", "one").message("b-3", "Tom", "two")),
        new Wrong(
            "the log was not the same when it was read again",
            OneOrder.LAW,
            story -> story.contradictions.add("5 was another")),
        new Wrong(
            "a list is not true",
            GapFree.LAW,
            story -> hears(story).message("a-2", "Tom", "one").list("Tom", "Ann")),
        new Wrong(
            "a list is older than the one before",
            GapFree.LAW,
            story -> hears(story).message("a-2", "Tom", "one").list("Tim").list("Tom")),
        new Wrong(
            "the last list does not come",
            GapFree.LAW,
            story ->
                story
                    .client("ann")
                    .opens("a-5")
                    .list("Tom")
                    .message("a-5", "Tim", "x")
                    .settles("")),
        new Wrong(
            "a change is missing",
            GapFree.LAW,
            story ->
                story
                    .client("ann", true)
                    .opens()
                    .list()
                    .change("renamed", "a-4", "Tim", "','previous':'Tom")),
        new Wrong(
            "a change is missing after a return",
            GapFree.LAW,
            story ->
                story
                    .client("ann", true)
                    .opens("a-1")
                    .change("left", "a-6", "Tim", "','reason':'disconnected")),
        new Wrong(
            "the last change does not come",
            GapFree.LAW,
            story -> story.client("ann", true).opens("a-3").list("Tom").settles("")),
        new Wrong(
            "a name stands twice in a list",
            OneOwner.LAW,
            story -> hears(story).message("a-2", "Tom", "one").list("Tom", "Tom")),
        new Wrong(
            "two have one name",
            OneOwner.LAW,
            story -> story.joined("ann", "Ann").joined("ben", "ANN").left("ann", "Ann")),
        new Wrong(
            "somebody gets the name of another",
            OneOwner.LAW,
            story -> story.joined("ann", "Ann").joined("ben", "Ben").renamed("ben", "Ben", "ann")),
        new Wrong(
            "somebody believes to have a name",
            OneOwner.LAW,
            story -> story.client("ann").opens("a-5").list("Tim").settles("Ann")),
        new Wrong(
            "somebody joins twice",
            OneLeft.LAW,
            story -> story.joined("ann", "Ann").joined("ann", "Ann").left("ann", "Ann")),
        new Wrong(
            "somebody leaves twice",
            OneLeft.LAW,
            story -> story.joined("ann", "Ann").left("ann", "Ann").left("ann", "Ann")),
        new Wrong(
            "a session that shares a name is gone twice",
            OneLeft.LAW,
            story ->
                story
                    .joined("ann", "Ann")
                    .holds("attached", "ann", "tab")
                    .holds("detached", "ann", "tab")
                    .holds("detached", "ann", "tab")
                    .left("ann", "Ann")),
        new Wrong("somebody stays", OneLeft.LAW, story -> story.joined("ann", "Ann")),
        new Wrong(
            "somebody is here who is not connected",
            OneLeft.LAW,
            story -> story.joined("ann", "Ann").settled().left("ann", "Ann")),
        new Wrong(
            "a message is by nobody who is here",
            Messages.STAMPED,
            story -> story.posted("ann", "Ann", "hi")),
        new Wrong(
            "a message has the name of another",
            Messages.STAMPED,
            story -> story.joined("ann", "Ann").posted("ann", "Tom", "hi").left("ann", "Ann")),
        new Wrong(
            "a message was never said",
            Messages.STAMPED,
            story -> story.joined("ann", "Ann").posted("ann", "Ann", "hi").left("ann", "Ann")),
        new Wrong(
            "something is said twice",
            Messages.ONCE,
            story -> story.joined("tom", "Tom").posted("tom", "Tom", "one").left("tom", "Tom")),
        new Wrong(
            "what was acknowledged is not there",
            Kept.LAW,
            story -> hears(story).says("message", "hello").hears("{'msg':'ok','id':'a-9'}")),
        new Wrong(
            "what was acknowledged is something else",
            Kept.LAW,
            story -> hears(story).says("message", "hello").hears("{'msg':'ok','id':'a-2'}")),
        new Wrong(
            "a name was given that nobody got",
            Kept.LAW,
            story -> hears(story).says("nickname", "Ann").hears("{'msg':'ok','nickname':'Ann'}")),
        new Wrong(
            "a log is lost, and nothing was", Kept.LAW, story -> story.lostAfter(6).promotions = 0),
        new Wrong(
            "there is no answer",
            Kept.ANSWERED,
            story -> hears(story).says("message", "hello").settles("")),
        new Wrong(
            "there are two answers",
            Kept.ANSWERED,
            story -> hears(story).says("leave", "").hears("{'msg':'ok'}").hears("{'msg':'ok'}")),
        new Wrong("not all are well", Checker.LIVE, story -> story.late.add("somebody")));
  }

  private static Story.Client hears(Story story) {
    return story.client("ann").opens();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void is_found(Wrong wrong) {
    Story story = tomTalks();
    tom(story);
    wrong.story().accept(story);

    List<Breach> breaches = story.breaches();

    assertThat(breaches).extracting(Breach::law).contains(wrong.law());
  }
}
