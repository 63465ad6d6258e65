package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.ChatMetrics;
import dev.chatroom.testkit.Received;
import dev.chatroom.testkit.contract.ContractRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Too much, for one or for all. */
public interface PressureRules extends TransportRules {

  /**
   * A slow reader never delays the others, and is told what it missed.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 7,
      says = "A slow reader never delays the others, and is reset inside its bound of bytes",
      law = "nothing waits on a peer; bounded; gap-free or told",
      check = {
        "isWritable() says no while maxOutboundBytes wait",
        "writable() is called when it says yes again",
        "nothing that writes to one client blocks the thread that serves others"
      })
  default void T07_slow_reader_never_delays_the_others(Venue venue) {
    SlowReading slow = new SlowReading(venue, SlowReaderPolicy.Reaction.RESET);
    slow.talkUntilItIsTooFarBehind();
    slow.isToldWhatItMissed();
    slow.othersHaveAll();
  }

  /**
   * A slow reader is closed where that is the policy.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 7,
      says = "A slow reader never delays the others, and is closed where that is the policy",
      law = "nothing waits on a peer; bounded",
      check = {
        "isWritable() says no while maxOutboundBytes wait",
        "close() ends a connection whose client does not read, after a while at most"
      })
  default void T07_slow_reader_is_closed_where_that_is_the_policy(Venue venue) {
    SlowReading slow = new SlowReading(venue, SlowReaderPolicy.Reaction.CLOSE);
    slow.talkUntilItIsTooFarBehind();
    slow.isClosed();
    slow.othersHaveAll();
  }

  /**
   * An event is encoded once.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 10,
      says = "An event is encoded once for each wire format, however many receive it",
      law = "encode once",
      check = {
        "what goes out is made of Frame.encoded() and not of Frame.data()",
        "there is one WireFormat for all clients that speak it; it is compared by identity",
        "what differs from client to client is put around what they share"
      })
  default void T10_event_is_encoded_once(Venue venue) {
    AtomicInteger encoded = new AtomicInteger();
    ChatMetrics metrics =
        new ChatMetrics() {
          @Override
          public void encoded(String event) {
            if (event.equals("message")) {
              encoded.incrementAndGet();
            }
          }
        };
    venue.with(rooms -> rooms.metrics(metrics));
    List<Guest> guests = IntStream.range(0, 12).mapToObj(i -> venue.guest("g" + i)).toList();
    int messages = 0;
    for (Guest each : guests) {
      each.say("hi").say("hello");
      messages += 2;
    }
    int all = messages;
    for (Guest each : guests) {
      venue.await(each.name() + " hears all", () -> each.heard() == all);
    }
    // What is counted comes a little later than what was encoded, and all of it before this one.
    venue.letAllCatchUp(guests);
    venue.await("all are counted", () -> encoded.get() > all);
    assertThat(encoded.get())
        .as("encodings of %s messages for %s clients", all + 1, guests.size())
        .isBetween(all + 1, (all + 1) * venue.underTest().wireFormats());
  }

  /**
   * Who meets a rate limit is told how long to wait.
   *
   * @param venue where
   */
  @Test
  @ContractRule(
      number = 15,
      says = "Who meets a rate limit is told so, and how long to wait",
      law = "refused is answered",
      check = {
        "an answer goes out with all of its fields, retryAfter as a number among them",
        "the transport has no limit of its own that ends connections instead"
      })
  default void T15_rate_limit_says_retry_after(Venue venue) {
    RateLimit twoAMinute = new RateLimit(2, Duration.ofMinutes(1), 2);
    venue.with(
        rooms ->
            rooms.rates(
                RateLimits.none()
                    .with(RateLimits.Kind.POST, RateLimits.Scope.SESSION, twoAMinute)));
    Guest ann = venue.guest("ann");
    Guest tom = venue.guest("tom");
    tom.say("one").say("two").sees("tom说:one", "tom说:two");
    tom.emitWithAck("message", Map.of("msg", "three"));
    tellsToWait(tom, tom.next("refusal", 1, Received::isAnswer).get(0));
    tom.say("four");
    tellsToWait(tom, tom.next("refusal", 1, each -> each.event().equals("refused")).get(0));
    ann.say("I may").sees("tom说:one", "tom说:two", "ann说:I may");
  }

  private static void tellsToWait(Guest guest, Received refusal) {
    assertThat(refusal.code()).as("%s", guest).isEqualTo("rate_limited");
    Object retryAfter = refusal.data() instanceof Map<?, ?> data ? data.get("retryAfter") : null;
    assertThat(retryAfter).as("retryAfter of %s", refusal.data()).isInstanceOf(Number.class);
    assertThat(refusal.field("retryAfter")).matches("[1-9]\\d*");
  }
}
