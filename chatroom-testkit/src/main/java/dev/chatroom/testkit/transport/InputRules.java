package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Refusal;
import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What comes from outside. */
public interface InputRules extends TransportRules {

  /**
   * Commands that are none are refused.
   *
   * @param venue where
   * @return a test for each command
   */
  @TestFactory
  @ContractRule(
      number = 8,
      says =
          "A command of the wrong shape, too long or unknown is refused, and the session goes on",
      law = "refused is answered",
      check = {
        "data reaches receive() as it came, whatever it is: null, numbers, lists, nested ones",
        "a name of an event that the transport does not know is handed in all the same",
        "nothing is refused by the transport that receive() refuses better"
      })
  default Stream<DynamicTest> T08_wrong_commands_are_refused(Venue venue) {
    return WrongCommand.ALL.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.toString(),
                    () -> {
                      Guest tom = venue.connect("tom");
                      tom.emitWithAck(each.event(), each.data()).isRefused(each.code());
                      tom.emit(each.event(), each.data());
                      Received refused =
                          tom.next("refusal", 1, got -> got.event().equals("refused")).get(0);
                      assertThat(refused.code()).as("%s", tom).isEqualTo(each.code());
                      assertThat(refused.field("event")).as("%s", tom).isEqualTo(each.event());
                      tom.claim("tom").isAnswered("ok").say("still here").sees("tom说:still here");
                      tom.emitWithAck("leave", null).isAnswered("ok");
                    }));
  }

  /**
   * What is no command at all is dealt with.
   *
   * @param venue where
   * @return a test for each hostile input of the transport
   */
  @TestFactory
  @ContractRule(
      number = 8,
      says = "What is no command at all harms nobody but who sends it",
      law = "refused is answered",
      check = {
        "a parser's exception ends in refuse() or close(), and never in the thread that serves others",
        "refuse() says what it is before the connection ends",
        "disconnected() follows when the connection ends"
      })
  default Stream<DynamicTest> T08_hostile_input_harms_nobody_else(Venue venue) {
    TransportLimits limits = venue.limits().withMaxMessageBytes(100_000);
    return venue.underTest().hostileInputs(limits).stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> isDealtWith(each, venue.another().withLimits(before -> limits))));
  }

  private static void isDealtWith(HostileInput input, Venue venue) {
    Guest ann = venue.guest("ann");
    Guest mallory = venue.guest("mallory");
    input.act().accept(mallory.wire());
    if (input.reaction() instanceof HostileInput.Reaction.Refused refused) {
      mallory.isRefused(refused.refusal().code());
      mallory.say("still here");
      ann.sees("mallory说:still here");
      mallory.go(Ending.CLOSE);
    } else if (input.reaction() instanceof HostileInput.Reaction.Closed closed) {
      mallory.isClosed(closed.reason());
    } else if (input.reaction() instanceof HostileInput.Reaction.Ended ended) {
      mallory.isEnded(ended.code());
    }
    ann.seesNicknames("ann").say("well").sees("ann说:well");
    venue.guest("bob").say("hello").sees("bob说:hello");
    ann.sees("bob说:hello").seesNicknames("ann", "bob");
  }

  /**
   * Text arrives as it was sent.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 9,
      says = "Text arrives as it was sent, whatever it is, up to the longest that there may be",
      law = "accepted is kept",
      check = {
        "bytes are UTF-8 in both directions, and are decoded when all of a message is there",
        "characters beyond U+FFFF survive, and what JSON or a frame must escape is escaped once",
        "frames of any length are written and read, also those that come in pieces"
      })
  default void T09_text_arrives_as_it_was_sent(Venue venue) {
    Guest ann = venue.connect("ann");
    Guest tom = venue.connect("tom").claim("小明🙂");
    Received claimed = tom.next("answer", 1, Received::isAnswer).get(0);
    assertThat(claimed.field("nickname")).as("nickname as it was answered").isEqualTo("小明🙂");
    for (String text : Texts.ALL) {
      tom.say(text);
      Received message = ann.next("message", 1, got -> got.event().equals("message")).get(0);
      assertThat(message.field("msg")).as("what was said").isEqualTo(text);
      assertThat(message.field("nickname")).as("who said it").isEqualTo("小明🙂");
    }
    tom.say(Texts.longerThanAllowed()).isRefused(Refusal.MESSAGE_TOO_LONG.code());
  }

  /**
   * A page of a foreign origin is refused.
   *
   * @param venue where
   * @return a test for each origin
   */
  @TestFactory
  @ContractRule(
      number = 13,
      says = "A page of a foreign origin does not get in",
      law = "the room stamps the sender; who may connect is said by the transport's options",
      check = {
        "the header Origin is compared before anything of the room is sent",
        "scheme, host and port all count, and «null» is an origin"
      })
  default Stream<DynamicTest> T13_foreign_origin_is_refused(Venue venue) {
    venue.withLimits(limits -> limits.withAllowedOrigins(Set.of(friend())));
    return venue.underTest().foreignOrigins(venue.transport()).stream()
        .map(
            origin ->
                DynamicTest.dynamicTest(
                    origin,
                    () -> {
                      Guest page = venue.arriving(origin, WireRequest.PLAIN.from(origin));
                      page.isEnded(WireListener.NO_CODE);
                      assertThat(page.transcript()).isEmpty();
                    }));
  }

  /**
   * A page that may connect is let in.
   *
   * @param venue where
   * @return a test for each origin; none where none is foreign
   */
  @TestFactory
  @ContractRule(
      number = 13,
      says = "A page of an origin that may connect is let in",
      law = "the room stamps the sender; who may connect is said by the transport's options",
      check = {
        "the origin under which the transport itself is reached is its own",
        "origins that the options allow are compared as a browser sends them",
        "a client without an origin is no browser"
      })
  default Stream<DynamicTest> T13_origin_that_may_connect_is_let_in(Venue venue) {
    venue.withLimits(limits -> limits.withAllowedOrigins(Set.of(friend())));
    TransportUnderTest underTest = venue.underTest();
    if (underTest.foreignOrigins(venue.transport()).isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(underTest.ownOrigins(venue.transport()).stream(), Stream.of(friend()))
        .map(
            origin ->
                DynamicTest.dynamicTest(
                    origin, () -> venue.connect(origin, WireRequest.PLAIN.from(origin))));
  }

  /** The origin of pages that a transport is told to let in. */
  private static String friend() {
    return "https://friend.example";
  }
}
