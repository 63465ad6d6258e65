package dev.chatroom.js;

import dev.chatroom.ChatRooms;
import dev.chatroom.chromium.Chromium;
import dev.chatroom.jetty.JettyTransport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two pages at a real server; the line of one of them is bad. */
@Timeout(60)
class RealServerIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final ChatRooms rooms = ChatRooms.builder().build();
  private final JettyTransport transport =
      JettyTransport.builder().host("127.0.0.1").port(0).build();

  private Cable cable;
  private LiveTab tom;
  private LiveTab ann;

  @BeforeEach
  void two_people_come() {
    transport.start(rooms);
    cable = Cable.to(transport.address().orElseThrow());
    tom = LiveTab.open(CHROMIUM, cable.port(), "tom");
    ann = LiveTab.open(CHROMIUM, transport.address().orElseThrow().getPort(), "ann");
    ann.says("hello");
    tom.hears("ann: hello");
  }

  @AfterEach
  void stop() {
    cable.close();
    transport.stop(Duration.ZERO);
    rooms.close();
  }

  @Test
  void who_was_cut_off_reads_on_where_they_were() {
    cable.isPulledOut();
    tom.isLost();
    ann.says("one").says("two").hears("ann: hello", "ann: one", "ann: two");
    cable.isPluggedIn();
    tom.hears("ann: hello", "ann: one", "ann: two").isNamed("tom").says("three");
    ann.hears("ann: hello", "ann: one", "ann: two", "tom: three");
  }

  @Test
  void what_they_say_meanwhile_is_said_when_they_are_back() {
    cable.isPulledOut();
    tom.isLost().says("two").says("three");
    ann.says("one").hears("ann: hello", "ann: one");
    cable.isPluggedIn();
    String[] all = {"ann: hello", "ann: one", "tom: two", "tom: three"};
    tom.isAnswered("ok", "ok").hears(all);
    ann.hears(all);
  }

  @Test
  void what_was_said_and_not_answered_is_said_once() {
    cable.losesAnswers();
    tom.says("one").says("two");
    ann.hears("ann: hello", "tom: one", "tom: two");
    tom.hears("ann: hello").isAnswered();
    cable.isCut();
    tom.isAnswered("ok", "ok").says("three").isAnswered("ok", "ok", "ok");
    String[] all = {"ann: hello", "tom: one", "tom: two", "tom: three"};
    tom.hears(all);
    ann.hears(all);
  }
}
