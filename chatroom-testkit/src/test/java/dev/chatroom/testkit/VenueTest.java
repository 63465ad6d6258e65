package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.chatroom.testkit.transport.Guest;
import dev.chatroom.testkit.transport.OrderRules;
import dev.chatroom.testkit.transport.TransportRules;
import dev.chatroom.testkit.transport.TransportUnderTest;
import dev.chatroom.testkit.transport.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A venue is there for each test that takes one, and only as long. */
class VenueTest implements TransportRules {

  private static final List<String> TOLD = new ArrayList<>();

  @Override
  public TransportUnderTest transport() {
    return new BrokenTransport(new Fault());
  }

  @Test
  void a_test_of_ones_own_may_take_it(Venue venue) {
    Guest ann = venue.connect("ann");
    venue.guest("tom").say("hi");
    ann.sees("tom说:hi").seesNicknames("tom");
  }

  @Test
  void what_never_comes_is_told_with_all_that_came(Venue venue) {
    Guest ann = venue.guest("ann").say("hello").sees("ann说:hello");

    assertThatThrownBy(() -> ann.sees("tom说:hi"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ann waits for 1 messages");
    assertThat(venue.toString()).contains("ann: [nicknames [], ack ok, nicknames [ann], message");
  }

  @Test
  void an_answer_that_nobody_asked_for_is_a_fault(Venue venue) {
    Guest ann = venue.guest("ann");
    Pipe pipe = (Pipe) ann.wire();
    pipe.answer(7, Map.of("msg", "ok"));
    pipe.flush();

    assertThatThrownBy(() -> ann.claim("bob").isAnswered("ok"))
        .hasMessageContaining("answer 7, which was not asked for");
  }

  @Test
  void it_cannot_be_changed_when_it_is_open(Venue venue) {
    venue.open();

    assertThatThrownBy(() -> venue.with(rooms -> rooms))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the venue is open (expected: not yet)");
  }

  @Test
  void who_comes_back_goes_on_where_the_connection_was_cut(Venue venue) {
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom");
    ann.say("one");
    tom.sees("ann说:one").comeBack();
    ann.say("two");

    assertThat(tom.isIn().sees("ann说:two").messages()).containsExactly("ann说:one", "ann说:two");
  }

  @Test
  void it_is_closed_with_its_test() {
    Events tests = run(Closing.class);

    assertThat(tests.succeeded().list()).hasSize(1);
    assertThat(TOLD).containsExactly("started", "in use", "stopped");
  }

  @Test
  void a_group_of_rules_runs_alone() {
    assertThat(run(Ordered.class).succeeded().list()).hasSize(4);
  }

  private static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents();
  }

  static final class Closing implements TransportRules {

    @Override
    public TransportUnderTest transport() {
      return new BrokenTransport(
          new Fault() {
            @Override
            void starts() {
              TOLD.add("started");
            }

            @Override
            void stopped() {
              TOLD.add("stopped");
            }
          });
    }

    @Test
    void leaves_somebody_connected(Venue venue) {
      venue.guest("ann");
      TOLD.add("in use");
    }
  }

  static final class Ordered implements OrderRules {

    @Override
    public TransportUnderTest transport() {
      return new BrokenTransport(new Fault());
    }
  }
}
