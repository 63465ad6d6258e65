package dev.chatroom.testkit;

import static dev.chatroom.testkit.Moderators.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.HistoryPage;
import dev.chatroom.Position;
import dev.chatroom.RoomOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading backwards, page by page. */
class ScrollBackTest {

  private static final RoomOptions LARGE =
      RoomOptions.defaults().withLog(new RoomOptions.Log(10_000, 1 << 24, Duration.ofDays(1)));

  private final World world = new World();
  private final ChatRooms rooms = world.immediate(each -> each.template(name -> LARGE));
  private final ChatRoom lobby = rooms.room("lobby");
  private final LoopbackTransport loopback = LoopbackTransport.startedOn(rooms);

  private List<Position> said(int messages) {
    List<Position> positions = new ArrayList<>();
    for (int i = 1; i <= messages; i++) {
      positions.add(accepted(lobby.post("m" + i)));
    }
    return positions;
  }

  private static HistoryPage page(ChatRoom room, @Nullable Position before, int limit) {
    return room.historyBefore(before, limit).toCompletableFuture().join();
  }

  private static List<String> texts(HistoryPage page) {
    return page.messages().stream().map(ChatMessage::text).toList();
  }

  @Test
  void pages_go_back_to_the_beginning_without_a_gap() {
    said(7);

    HistoryPage newest = page(lobby, null, 3);
    HistoryPage middle = page(lobby, newest.messages().get(0).position(), 3);
    HistoryPage oldest = page(lobby, middle.messages().get(0).position(), 3);

    assertThat(texts(newest)).containsExactly("m5", "m6", "m7");
    assertThat(texts(middle)).containsExactly("m2", "m3", "m4");
    assertThat(texts(oldest)).containsExactly("m1");
    assertThat(newest.more()).isTrue();
    assertThat(middle.more()).isTrue();
    assertThat(oldest.more()).isFalse();
    assertThat(page(lobby, oldest.messages().get(0).position(), 3))
        .isEqualTo(new HistoryPage(List.of(), false));
  }

  @Test
  void a_page_that_ends_at_the_first_message_is_the_last() {
    said(3);

    assertThat(page(lobby, null, 3).more()).isFalse();
    assertThat(page(lobby, null, 2).more()).isTrue();
  }

  @Test
  void presence_between_the_messages_does_not_count() {
    accepted(lobby.post("first"));
    LoopbackClient tom = loopback.connect();
    for (int i = 0; i < 1_000; i++) {
      tom.claim("tom" + i % 2);
    }
    accepted(lobby.post("last"));

    HistoryPage page = page(lobby, null, 2);

    assertThat(texts(page)).containsExactly("first", "last");
    assertThat(page.more()).isFalse();
    assertThat(page(lobby, null, 1).more()).isTrue();
  }

  @Test
  void a_room_full_of_presence_is_read_to_its_end() {
    RoomOptions vast =
        RoomOptions.defaults()
            .withLog(new RoomOptions.Log(1_000_000, 1L << 40, Duration.ofDays(1)));
    ChatRoom room = world.immediate(each -> each.template(name -> vast)).room("lobby");
    var bot = room.attach();
    accepted(room.post("first"));
    for (int i = 0; i < 300_000; i++) {
      bot.claim(i % 2 == 0 ? "bot" : "bob");
    }

    assertThat(texts(page(room, null, 1))).containsExactly("first");
  }

  @Test
  void deleted_and_private_messages_are_not_in_it() {
    List<Position> positions = said(3);
    LoopbackClient tom = loopback.connect().claim("tom");
    tom.whisper("tom", "psst");
    accepted(lobby.moderation().delete(positions.get(1)));

    assertThat(texts(page(lobby, null, 100))).containsExactly("m1", "m3");
  }

  @Test
  void a_page_weighs_no_more_than_a_history_but_for_one_message() {
    RoomOptions light = LARGE.withHistory(new RoomOptions.History(50, 2 * 130, Duration.ofDays(1)));
    ChatRoom room = world.immediate(each -> each.template(name -> light)).room("lobby");
    for (int i = 1; i <= 3; i++) {
      accepted(room.post("m" + i));
    }
    accepted(room.post("x".repeat(1_000)));

    HistoryPage heavy = page(room, null, 100);
    HistoryPage before = page(room, heavy.messages().get(0).position(), 100);

    assertThat(heavy.messages()).hasSize(1);
    assertThat(heavy.more()).isTrue();
    assertThat(texts(before)).containsExactly("m2", "m3");
    assertThat(before.more()).isTrue();
  }

  @Test
  void another_log_has_nothing_before() {
    said(3);
    String epoch = lobby.stats().head().epoch();

    assertThat(page(lobby, new Position("other", 3), 10).messages()).isEmpty();
    assertThat(page(lobby, new Position(epoch, 0), 10).messages()).isEmpty();
    assertThat(page(lobby, new Position(epoch, 1), 10).messages()).isEmpty();
    assertThat(texts(page(lobby, new Position(epoch, Long.MAX_VALUE), 1))).containsExactly("m3");
  }

  @Test
  void what_is_too_old_is_not_there() {
    said(2);
    world.clock.advance(Duration.ofHours(23));
    accepted(lobby.post("young"));
    world.clock.advance(Duration.ofHours(2));

    HistoryPage page = page(lobby, null, 10);

    assertThat(texts(page)).containsExactly("young");
    assertThat(page.more()).isFalse();
  }

  @Test
  void a_page_has_1_to_100_messages() {
    for (int limit : new int[] {0, -1, 101}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lobby.historyBefore(null, limit))
          .withMessage("limit: " + limit + " (expected: 1 to 100)");
    }
    said(101);
    assertThat(page(lobby, null, 100).messages()).hasSize(100);
  }

  @Test
  void a_client_asks_and_the_answer_is_the_page() {
    said(3);
    LoopbackClient ann = loopback.connect().seesHistory("system说:m1", "system说:m2", "system说:m3");

    ann.emitWithAck("history", Map.of("limit", 2)).isAnswered("ok");

    Map<?, ?> answer = (Map<?, ?>) ann.received().get(ann.received().size() - 1).data();
    List<?> messages = (List<?>) answer.get("messages");
    assertThat(messages).hasSize(2);
    assertThat(answer.get("more")).isEqualTo(true);
    Map<?, ?> oldest = (Map<?, ?>) messages.get(0);
    assertThat(oldest.get("msg")).isEqualTo("m2");
    assertThat(oldest.keySet().stream().map(Object::toString))
        .containsExactly("nickname", "msg", "id", "time");

    ann.emitWithAck("history", Map.of("before", oldest.get("id"))).isAnswered("ok");
    Map<?, ?> before = (Map<?, ?>) ann.received().get(ann.received().size() - 1).data();
    assertThat((List<?>) before.get("messages")).hasSize(1);
    assertThat(before.get("more")).isEqualTo(false);
  }

  @Test
  void a_client_gets_50_unless_it_asks_and_100_at_most() {
    said(120);
    LoopbackClient ann = loopback.connect();

    assertThat(pageOf(ann, Map.of())).hasSize(50);
    assertThat(pageOf(ann, Map.of("limit", 1_000))).hasSize(100);
    assertThat(pageOf(ann, Map.of("limit", -5))).hasSize(1);
    assertThat(pageOf(ann, Map.of("before", "other-7"))).isEmpty();
  }

  private static List<?> pageOf(LoopbackClient client, Map<String, Object> request) {
    client.emitWithAck("history", request).isAnswered("ok");
    Received last = client.received().get(client.received().size() - 1);
    Object messages = ((Map<?, ?>) last.data()).get("messages");
    return messages instanceof List<?> page ? page : List.of();
  }
}
