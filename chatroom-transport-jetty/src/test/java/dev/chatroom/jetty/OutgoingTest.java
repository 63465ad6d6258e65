package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.testkit.ManualExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One batch is on its way, what comes meanwhile waits, and what waits is bounded. */
class OutgoingTest {

  private static final int MAX_BYTES = 10_000;

  private final Wire wire = new Wire();
  private final ManualExecutor lane = new ManualExecutor();
  private int toldWritable;
  private int toldClosed;
  private final Outgoing outgoing =
      new Outgoing(wire, lane, MAX_BYTES, () -> toldWritable++, () -> toldClosed++);

  /** A connection that writes when it is told to, or at once. */
  private static final class Wire extends CoreSession.Empty {

    private final List<String> frames = new ArrayList<>();
    private final List<Callback> flushes = new ArrayList<>();
    private boolean isFast;

    @Override
    public void sendFrame(OutgoingEntry entry) {
      String text = entry.getFrame().getPayloadAsUTF8();
      frames.add(OpCode.name(entry.getFrame().getOpCode()) + " " + text);
      if (entry.isBatch()) {
        assertThat(entry.getFrame()).as("joined by Jetty").isNotInstanceOf(TextFrames.class);
      } else {
        frames.add("flush");
      }
      if (entry.isBatch() || isFast || entry.getCallback() == Callback.NOOP) {
        entry.getCallback().succeeded();
      } else {
        flushes.add(entry.getCallback());
      }
    }

    /** Comes after all that was sent before. */
    @Override
    public void flush(Callback callback) {
      frames.add("flush");
      flushes.add(callback);
    }

    void writes() {
      flushes.remove(0).succeeded();
    }
  }

  private void text(String text) {
    outgoing.text(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void what_one_turn_writes_goes_out_in_one_flush() {
    wire.isFast = true;
    text("a");
    text("b");
    assertThat(wire.frames).isEmpty();
    outgoing.flush();
    outgoing.flush();
    assertThat(wire.frames).containsExactly("TEXT a", "TEXT b", "flush");
    assertThat(lane.pending()).as("wake-ups of a lane that is awake").isZero();
  }

  @Test
  void what_is_put_together_for_many_goes_out_at_its_place_and_at_once() {
    wire.isFast = true;
    text("a");
    outgoing.texts(
        new TextFrames(ByteBuffer.wrap("b and more".getBytes(StandardCharsets.UTF_8)), 1));
    text("c");
    assertThat(outgoing.waitingBytes()).isEqualTo(3 * 64 + 12);
    outgoing.flush();
    assertThat(wire.frames)
        .containsExactly("TEXT a", "TEXT b and more", "flush", "TEXT c", "flush");
  }

  @Test
  void that_a_ping_has_overtaken_the_texts_does_not_say_that_they_have_arrived() {
    text("a");
    outgoing.ping();
    outgoing.flush();
    assertThat(wire.frames).containsExactly("TEXT a", "PING ", "flush");
    assertThat(wire.flushes).as("what the lane waits for").hasSize(1);
    assertThat(outgoing.waitingBytes()).isPositive();
  }

  @Test
  void while_a_batch_is_on_its_way_the_next_one_waits_and_is_one() {
    text("a");
    outgoing.flush();
    text("b");
    outgoing.flush();
    text("c");
    outgoing.flush();
    assertThat(wire.frames).containsExactly("TEXT a", "flush");
    wire.writes();
    assertThat(wire.frames).as("on the thread of the callback").hasSize(2);
    lane.runAll();
    assertThat(wire.frames).containsExactly("TEXT a", "flush", "TEXT b", "TEXT c", "flush");
  }

  @Test
  void frames_without_a_byte_in_them_are_bounded_too() {
    while (outgoing.isWritable()) {
      outgoing.pong(new byte[0]);
      assertThat(outgoing.waitingBytes()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void at_the_bound_nothing_more_should_come_until_half_is_gone(boolean isFast) {
    text("x".repeat(MAX_BYTES - 100));
    assertThat(outgoing.isWritable()).isTrue();
    text("x");
    assertThat(outgoing.isWritable()).isFalse();
    outgoing.flush();
    text("y".repeat(MAX_BYTES / 2));
    wire.isFast = isFast;
    wire.writes();
    lane.runAll();
    if (!isFast) {
      assertThat(outgoing.isWritable()).as("more than half is left").isFalse();
      assertThat(toldWritable).isZero();
      text("z");
      wire.writes();
      lane.runAll();
    }
    assertThat(outgoing.isWritable()).isTrue();
    assertThat(toldWritable).isEqualTo(1);
    assertThat(outgoing.waitingBytes()).isLessThanOrEqualTo(65);
  }

  @Test
  void a_hundred_thousand_batches_that_are_written_at_once_need_no_stack() {
    wire.isFast = true;
    for (int i = 0; i < 100_000; i++) {
      text("a");
      outgoing.flush();
      wire.frames.clear();
    }
    assertThat(outgoing.waitingBytes()).isZero();
  }

  @Test
  void the_close_comes_after_all_else_and_nothing_comes_after_it() {
    text("a");
    outgoing.flush();
    text("b");
    outgoing.close(4000, "going_away");
    text("c");
    outgoing.ping();
    outgoing.close(4001, "again");
    assertThat(outgoing.isWritable()).isFalse();
    wire.writes();
    lane.runAll();
    assertThat(toldClosed).as("told that the close is written").isZero();
    wire.writes();
    lane.runAll();
    assertThat(toldClosed).isEqualTo(1);
    assertThat(wire.frames)
        .hasSize(5)
        .startsWith("TEXT a", "flush", "TEXT b")
        .anyMatch(each -> each.startsWith("CLOSE ") && each.endsWith("going_away"))
        .endsWith("flush");
  }

  @Test
  void a_connection_that_is_lost_takes_nothing_and_keeps_nothing() {
    text("a");
    outgoing.flush();
    text("b");
    wire.flushes.remove(0).failed(new IOException("reset"));
    lane.runAll();
    text("c");
    outgoing.flush();
    assertThat(wire.frames).containsExactly("TEXT a", "flush");
    assertThat(outgoing.isWritable()).isFalse();
    assertThat(outgoing.waitingBytes()).isZero();
    assertThat(toldWritable).isZero();
  }
}
