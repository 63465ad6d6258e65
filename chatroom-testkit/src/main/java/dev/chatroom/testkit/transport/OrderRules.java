package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who sees what, in which order. */
public interface OrderRules extends TransportRules {

  /**
   * The answer precedes what it caused.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 1,
      says = "The answer to a command comes before what the command caused",
      law = "refused is answered; an answer rides the log",
      check = {
        "an answer is written where it is given, between the frames before and after it",
        "answers and frames go through one queue, and one flush does not overtake another"
      })
  default void T01_answer_precedes_what_it_caused(Venue venue) {
    Guest tom = venue.connect("tom");
    tom.claim("tom");
    int messages = 20;
    for (int i = 0; i < messages; i++) {
      tom.emitWithAck("message", Map.of("msg", "m" + i));
    }
    tom.next("all messages", messages, each -> each.event().equals("message"));
    tom.seesNicknames("tom");

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      expected.add("ack ok");
      expected.add("message tom说:m" + i);
    }
    List<String> all = tom.transcript();
    assertThat(all.indexOf("ack ok"))
        .as("the answer to the claim")
        .isLessThan(all.indexOf("nicknames [tom]"));
    assertThat(withoutPresence(tom)).as("the answer to the claim, and then").startsWith("ack ok");
    assertThat(withoutPresence(tom).subList(1, 1 + 2 * messages)).isEqualTo(expected);
  }

  private static List<String> withoutPresence(Guest guest) {
    return guest.received().stream()
        .filter(each -> !each.isPresence())
        .map(Received::toString)
        .toList();
  }

  /**
   * All receivers see one order.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 2,
      says = "All who are in a room see its messages in one order",
      law = "one order",
      check = {
        "the frames that come in one call of send() are written in the order of the list",
        "one call of send() is written before the next one",
        "one session is written to by one thread at a time"
      })
  default void T02_one_order_for_all_receivers(Venue venue) {
    List<Guest> guests = IntStream.range(0, 5).mapToObj(i -> venue.guest("g" + i)).toList();
    int each = 40;
    for (int i = 0; i < each; i++) {
      for (Guest guest : guests) {
        guest.say("m" + i);
      }
    }
    Guest first = guests.get(0);
    int all = each * guests.size();
    for (Guest guest : guests) {
      venue.await(guest.name() + " sees all", () -> guest.messages().size() >= all);
      assertThat(guest.messages()).as("as %s saw it", guest.name()).isEqualTo(first.messages());
    }
    assertThat(first.messages()).hasSize(all).doesNotHaveDuplicates();
  }

  /**
   * What one says is seen in the order in which it was said.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 3,
      says = "What one client sends is received in the order in which it was sent",
      law = "one order",
      check = {
        "commands of a connection reach receive() in the order in which they came",
        "on one thread, also those that came before the client had its place in the room",
        "large ones do not take another way than small ones"
      })
  default void T03_order_per_sender(Venue venue) {
    Guest ann = venue.connect("ann");
    Guest tom = venue.arriving("tom", WireRequest.PLAIN);
    tom.claim("tom");
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String text = i + "x".repeat(i % 20 == 0 ? 10_000 : 0);
      tom.say(text);
      said.add("tom说:" + text);
    }
    ann.sees(said.toArray(String[]::new));
  }

  /**
   * Authors see their own messages.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 4,
      says = "An author gets what was said like everybody else: once, in its place",
      law = "one order",
      check = {
        "frames go to all sessions that they are sent to, that of the author included",
        "an answer does not stand for the message that it answers"
      })
  default void T04_authors_see_their_own_messages(Venue venue) {
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tom.emitWithAck("message", Map.of("msg", "m" + i));
      ids.add(tom.next("answer", 1, Received::isAnswer).get(0).field("id"));
      ann.say("a" + i);
    }
    tom.emitWithAck("whisper", Map.of("to", "ann", "msg", "psst")).isAnswered("ok");
    tom.seesEvents("whisper ann: tom说:psst");
    ann.seesEvents("whisper ann: tom说:psst");
    // What is not acknowledged may be on its way to the server still.
    venue.await("both hear all", () -> tom.heard() >= 10 && ann.heard() >= 10);
    venue.letAllCatchUp(List.of(ann, tom));
    assertThat(tom.messages()).hasSize(11).doesNotHaveDuplicates().isEqualTo(ann.messages());
    assertThat(tom.received())
        .filteredOn(each -> each.toString().startsWith("message tom说:"))
        .extracting(each -> each.field("id"))
        .as("the ids that the answers told, %s", tom)
        .isEqualTo(ids);
  }
}
