package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.transport.NetworkCuts;
import org.junit.jupiter.api.Test;

/** {@code -Dchatroom.cuts=10000} takes about five minutes. */
class NetworkCutsIT {

  private static final int CLIENTS = 8;
  private static final int CUTS = Integer.getInteger("chatroom.cuts", 150);
  private static final long SEED = Long.getLong("chatroom.cuts.seed", System.nanoTime());

  @Test
  void no_message_is_lost_doubled_or_out_of_order() {
    NetworkCuts.Report report = new NetworkCuts(new JettyUnderTest(), SEED).run(CLIENTS, CUTS);

    System.out.println(report + " seed " + SEED);
    assertThat(report.cuts()).isEqualTo(CUTS);
    assertThat(report.connections()).as("they came back").isGreaterThan(CLIENTS + CUTS / 4);
  }
}
