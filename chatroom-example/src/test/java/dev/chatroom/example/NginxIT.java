package dev.chatroom.example;

import static dev.chatroom.example.PlainClient.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.example.Nginx.Sticky;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two examples with one Redis behind one nginx, as docs/embedding.md says. */
@Timeout(120)
class NginxIT {

  private static final int GUESTS = 4;

  private static TwoNodes nodes;

  @BeforeAll
  static void start() {
    Nginx.orSkip();
    nodes = new TwoNodes();
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  private static Nginx beforeSocketIo(Sticky sticky) {
    return Nginx.before(nodes.first().url(), nodes.second().url(), sticky);
  }

  @Test
  void who_polls_is_lost_without_stickiness() {
    try (Nginx nginx = beforeSocketIo(Sticky.NOT)) {
      List<HttpResponse<String>> answers =
          Stream.generate(() -> new PollingClient(nginx.url()).send("40")).limit(GUESTS).toList();
      assertThat(answers)
          .anySatisfy(
              answer -> {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("Session ID unknown");
              });
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
  void who_polls_stays_at_one_node_with_stickiness(Sticky sticky) {
    try (Nginx nginx = beforeSocketIo(sticky)) {
      List<PollingClient> guests = new ArrayList<>();
      for (int i = 0; i < GUESTS; i++) {
        guests.add(new PollingClient(nginx.url()).connect().claim(sticky + " " + i));
      }
      for (PollingClient speaker : guests) {
        String id = field(speaker.ask("message", WireClient.message("hi")), "id");
        for (PollingClient each : guests) {
          assertThat(field(each.await("42[\"message\","), "id")).isEqualTo(id);
        }
      }
      guests.forEach(PollingClient::leave);
    }
  }

  @Test
  void who_has_a_websocket_of_socket_io_needs_no_stickiness() {
    try (Nginx nginx = beforeSocketIo(Sticky.NOT);
        WireClient uwe = WireClient.connect(nginx.url()).claim("uwe");
        WireClient zoe = WireClient.connect(nginx.url())) {
      assertThat(zoe.ask("nickname", "\"UWE\"")).contains("\"code\":\"nickname_taken\"");
      zoe.claim("zoe").post("hi");
      assertThat(uwe.await("42[\"message\",")).contains("\"zoe\"", "\"hi\"");
    }
  }

  @Test
  void whose_node_is_killed_comes_back_to_the_other_one_and_reads_on() {
    ExampleProcess doomed = nodes.another();
    try (Nginx nginx = Nginx.before(doomed.secondUrl(), nodes.second().secondUrl(), Sticky.NOT)) {
      List<Guest> guests =
          Stream.of("one", "two", "three", "four").map(name -> new Guest(name, nginx)).toList();
      doomed.kill();
      List<Guest> lost = Guest.awaitLoss(guests, GUESTS / 2);
      List<Guest> others = guests.stream().filter(each -> !lost.contains(each)).toList();
      others.get(0).says("where are you?");
      for (Guest each : lost) {
        each.comesBack(nginx).hears("where are you?").isStillThere().says("here");
        others.forEach(other -> other.hears("here"));
      }
      try (PlainClient newcomer = PlainClient.connect(nginx.url())) {
        assertThat(newcomer.await("nicknames"))
            .contains("\"one\"", "\"two\"", "\"three\"", "\"four\"");
      }
      guests.forEach(Guest::leaves);
    }
  }

  /** Somebody over a plain WebSocket, and what they need to come back. */
  private static final class Guest {

    private final String nickname;
    private final String query;
    private PlainClient client;

    Guest(String nickname, Nginx nginx) {
      this.nickname = nickname;
      client = PlainClient.connect(nginx.url());
      String claimed = client.ask("nickname", "\"" + nickname + "\"");
      query = "?token=" + field(claimed, "token") + "&since=" + field(says("hi"), "id");
    }

    /** Awaits that so many have lost their connection, and returns them. */
    static List<Guest> awaitLoss(List<Guest> guests, int count) {
      long end = System.nanoTime() + ExampleProcess.PATIENCE.toNanos();
      List<Guest> lost = List.of();
      while (lost.size() < count) {
        assertThat(System.nanoTime()).as("%d of %d lost", lost.size(), count).isLessThan(end);
        Thread.onSpinWait();
        lost = guests.stream().filter(each -> each.client.isOver()).toList();
      }
      return lost;
    }

    Guest comesBack(Nginx nginx) {
      client = PlainClient.connect(nginx.url(), query);
      return this;
    }

    Guest isStillThere() {
      client.claim(nickname);
      return this;
    }

    String says(String text) {
      return client.ask("message", WireClient.message(text));
    }

    Guest hears(String text) {
      while (!field(client.await("message"), "msg").equals(text)) {
        // What was said before.
      }
      return this;
    }

    void leaves() {
      client.close();
    }
  }
}
