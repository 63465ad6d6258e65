package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many clients of an event loop are sent from. */
class SharedWritesTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<ByteBuf> written = new ArrayList<>();
  private final SharedWrites.OfLoop shared =
      new SharedWrites(frame -> frame.event().getBytes(StandardCharsets.UTF_8))
          .on(channel.eventLoop());

  private final Frames frames = frames("one", "two", "three");

  private static Frames frames(String... events) {
    return new Frames(List.of(events).stream().map(event -> new Frame(event, 0)).toList());
  }

  private ByteBuf write(Frames of) {
    ByteBuf bytes = shared.of(of, ByteBufAllocator.DEFAULT);
    written.add(bytes);
    return bytes;
  }

  private static String text(ByteBuf bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @AfterEach
  void nothing_is_left_when_the_turn_is_over_and_all_is_written() {
    channel.runPendingTasks();
    written.forEach(each -> assertThat(each.refCnt()).isPositive());
    written.forEach(ByteBuf::release);
    assertThat(written).allSatisfy(each -> assertThat(each.refCnt()).isZero());
    var unused = channel.finish();
  }

  @Test
  void all_at_one_place_are_sent_from_the_same_memory() {
    ByteBuf first = write(frames);
    ByteBuf second = write(frames);
    assertThat(text(first)).isEqualTo("onetwothree");
    assertThat(second).isEqualTo(first);
    assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
    first.skipBytes(first.readableBytes());
    assertThat(text(second)).as("each has a place of its own").isEqualTo("onetwothree");
  }

  @Test
  void who_is_told_something_in_between_is_sent_from_it_in_parts() {
    long start = write(frames).memoryAddress();
    ByteBuf part = write(frames.part(1, 3));
    assertThat(text(part)).isEqualTo("twothree");
    assertThat(part.memoryAddress()).isEqualTo(start + 3);
  }

  @Test
  void what_is_for_one_client_in_between_does_not_part_the_others() {
    long start = write(frames).memoryAddress();
    write(frames("for one"));
    assertThat(write(frames).memoryAddress()).isEqualTo(start);
  }

  @Test
  void only_so_many_are_kept_and_those_that_go_stay_until_they_are_written() {
    ByteBuf first = write(frames);
    for (int i = 0; i < 100; i++) {
      assertThat(text(write(frames("n" + i)))).isEqualTo("n" + i);
    }
    assertThat(text(first)).isEqualTo("onetwothree");
    assertThat(first.refCnt()).as("kept for the one who writes it").isEqualTo(1);
  }
}
