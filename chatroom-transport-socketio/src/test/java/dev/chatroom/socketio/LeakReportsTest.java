package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check for leaks can fail. */
class LeakReportsTest {

  static Stream<Supplier<ByteBuf>> buffers() {
    return Stream.of(
        ByteBufAllocator.DEFAULT::buffer,
        ByteBufAllocator.DEFAULT::heapBuffer,
        Unpooled::directBuffer);
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void a_buffer_that_nobody_releases_is_reported_with_where_it_was_made(Supplier<ByteBuf> maker) {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(Level.PARANOID);
    lose(maker);
    assertThat(LeakCheck.REPORTS.take())
        .singleElement()
        .asString()
        .startsWith("ByteBuf was not released")
        .contains(LeakReportsTest.class.getName());
    assertThat(LeakCheck.REPORTS.take()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void one_that_is_released_is_not(Supplier<ByteBuf> maker) {
    assertThat(maker.get().release()).isTrue();
    assertThat(LeakCheck.REPORTS.take()).isEmpty();
  }

  @Test
  void and_one_that_is_still_in_use_neither() {
    ByteBuf used = ByteBufAllocator.DEFAULT.buffer();
    assertThat(LeakCheck.REPORTS.take()).isEmpty();
    assertThat(used.release()).isTrue();
  }

  private static void lose(Supplier<ByteBuf> maker) {
    maker.get().writeByte(1);
  }
}
