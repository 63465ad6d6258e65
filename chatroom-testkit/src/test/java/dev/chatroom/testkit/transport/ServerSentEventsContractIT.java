package dev.chatroom.testkit.transport;

import dev.chatroom.policy.SlowReaderPolicy;
import org.junit.jupiter.api.Test;

class ServerSentEventsContractIT implements TransportContract {

  @Override
  public TransportUnderTest transport() {
    return new ServerSentEventsUnderTest();
  }

  /** The rules let a slow client read on before they look whether its connection ends. */
  @Test
  void who_takes_nothing_is_cut_off(Venue venue) {
    SlowReaderPolicy.Reaction closed = SlowReaderPolicy.Reaction.CLOSE;
    venue.with(rooms -> rooms.slowReaders(new SlowReaderPolicy(closed, Long.MAX_VALUE)));
    venue.connect("slow").stopReading();
    Guest other = venue.connect("other");
    String text = "x".repeat(32 * 1024);
    int enough = venue.underTest().bytesOnTheWay() / text.length();
    for (int said = 1; said <= enough; said++) {
      venue.room().post(text);
      other.next("what is said", 1, each -> each.event().equals("message"));
    }
    venue.await("one stream is left", () -> ((ServerSentEvents) venue.transport()).streams() == 1);
  }
}
