package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRooms;
import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ChatMetrics;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class Law07EncodeOnceTest {

  private final World world = new World();
  private final Backplane shared = world.memory();
  private final ChatRooms rooms = world.node(each -> each.backplane(shared));
  private final CountingFormat format = new CountingFormat();

  @Test
  void law07_an_event_is_encoded_once_however_many_receive_it() {
    for (int lane = 0; lane < 3; lane++) {
      Executor executor = world.executor();
      for (int client = 0; client < 5; client++) {
        connect(rooms, executor, client % 2 == 0 ? Map.of() : Map.of("presence", List.of("delta")));
      }
    }
    talk(rooms, 20);
    connect(rooms, world.executor(), Map.of());
    world.run();

    assertThat(format.timesByEvent).hasSizeGreaterThan(20);
    assertThat(format.timesByEvent).allSatisfy((event, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void law07_encodings_are_counted_by_event_and_wire_format() {
    List<String> counted = new ArrayList<>();
    ChatMetrics metrics =
        new ChatMetrics() {
          @Override
          public void encoded(String event) {
            counted.add(event);
          }
        };
    ChatRooms where = world.node(each -> each.metrics(metrics));
    Encoding one = connect(where, world.executor(), Map.of());
    connect(where, world.executor(), Map.of("presence", List.of("delta")));
    world.run();
    talk(where, 2);
    assertThat(counted).containsExactlyInAnyOrder("joined", "message", "message");

    CountingFormat other = new CountingFormat();
    one.messages().forEach(frame -> frame.encoded(other));
    one.messages().forEach(frame -> frame.encoded(other));
    counted.clear();
    where.room("lobby").post("told at the end of the turn that this takes");
    world.run();

    assertThat(counted)
        .as("two in the other format, and this one")
        .hasSize(3)
        .containsOnly("message");
  }

  @Test
  void law07_each_wire_format_encodes_on_its_own() {
    CountingFormat other = new CountingFormat();
    Encoding here = connect(rooms, world.executor(), Map.of());
    talk(rooms, 3);

    here.frames.forEach(frame -> frame.encoded(other));
    here.frames.forEach(frame -> frame.encoded(other));

    assertThat(other.timesByEvent).isEqualTo(format.timesByEvent);
  }

  @Test
  void law07_history_is_made_of_the_frames_that_the_messages_were() {
    Encoding live = connect(rooms, world.executor(), Map.of());
    talk(rooms, 3);

    Encoding late = connect(rooms, world.executor(), Map.of());
    world.run();

    assertThat(messagesIn(late.history())).hasSize(3);
    sameObjects(messagesIn(late.history()), live.messages());
  }

  @Test
  void law07_history_and_resume_share_frames_on_a_node_that_came_late() {
    Encoding first = connect(rooms, world.executor(), Map.of());
    talk(rooms, 3);
    String since = ReceivedFormat.INSTANCE.encode(first.messages().get(0)).field("id");

    ChatRooms late = world.node(each -> each.backplane(shared));
    Encoding newcomer = connect(late, world.executor(), Map.of());
    Encoding back = connect(late, world.executor(), Map.of("since", List.of(since)));
    world.run();

    sameObjects(messagesIn(newcomer.history()).subList(1, 3), back.messages());
  }

  @Test
  void law07_sessions_at_the_same_place_of_a_lane_get_the_same_list() {
    Executor executor = world.executor();
    Encoding one = connect(rooms, executor, Map.of());
    Encoding two = connect(rooms, executor, Map.of());
    talk(rooms, 3);

    assertThat(one.batches).hasSameSizeAs(two.batches);
    List<Frame> messages = one.batches.get(one.batches.size() - 1);
    assertThat(messages).hasSize(3);
    assertThat(two.batches.get(two.batches.size() - 1)).isSameAs(messages);
  }

  private void talk(ChatRooms where, int messages) {
    ChatSession bot = where.room("lobby").attach();
    bot.claim("bot");
    world.run();
    for (int i = 0; i < messages; i++) {
      bot.post("m" + i);
    }
    world.run();
  }

  private Encoding connect(ChatRooms where, Executor lane, Map<String, List<String>> query) {
    Encoding client = new Encoding(format);
    ConnectResult result =
        where
            .connect(new Handshake("test", "::1", query), client, lane)
            .toCompletableFuture()
            .join();
    assertThat(result).isInstanceOf(ConnectResult.Attached.class);
    return client;
  }

  private static List<Frame> messagesIn(Frame history) {
    return ((List<?>) history.data()).stream().map(Frame.class::cast).toList();
  }

  private static void sameObjects(List<Frame> actual, List<Frame> expected) {
    assertThat(actual).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(expected);
  }

  /** Counts how often each event of the log was encoded. */
  private static final class CountingFormat implements WireFormat<String> {

    final Map<String, Integer> timesByEvent = new HashMap<>();

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public String encode(Frame frame) {
      Object payload = frame.data();
      if (payload instanceof Map<?, ?> data && data.get("id") != null) {
        timesByEvent.merge(data.get("id").toString(), 1, Integer::sum);
      } else if (payload instanceof List<?> list) {
        timesByEvent.merge(frame.event() + list, 1, Integer::sum);
        list.stream().filter(Frame.class::isInstance).forEach(each -> ((Frame) each).encoded(this));
      }
      return frame.event();
    }
  }

  /** Encodes all that it is sent, as a transport does. */
  private static final class Encoding implements Outbound {

    final List<List<Frame>> batches = new ArrayList<>();
    final List<Frame> frames = new ArrayList<>();
    private final CountingFormat format;

    Encoding(CountingFormat format) {
      this.format = format;
    }

    List<Frame> messages() {
      return frames.stream().filter(each -> each.event().equals("message")).toList();
    }

    Frame history() {
      return frames.stream()
          .filter(each -> each.event().equals("history"))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void send(Frames sent) {
      batches.add(sent);
      frames.addAll(sent);
      sent.forEach(frame -> frame.encoded(format));
    }

    @Override
    public void flush() {}

    @Override
    public void close(CloseReason reason) {}
  }

  @Test
  void law07_who_reads_several_batches_in_a_turn_gets_the_same_lists() {
    Executor executor = world.executor();
    Encoding one = connect(rooms, executor, Map.of());
    Encoding two = connect(rooms, executor, Map.of());
    talk(rooms, 300);

    assertThat(one.batches).hasSameSizeAs(two.batches);
    int last = one.batches.size() - 1;
    assertThat(one.batches.get(last)).hasSizeLessThan(300);
    assertThat(two.batches.get(last - 1)).isSameAs(one.batches.get(last - 1));
    assertThat(two.batches.get(last)).isSameAs(one.batches.get(last));
  }
}
