package dev.chatroom.testkit.simulation;

import dev.chatroom.spi.Frame;
import java.util.List;
import java.util.Map;

/**
 * Law 8: nothing is queued for a connection that takes no more, except the rest of what was being
 * written when it became full, and answers; a history is as long as it may be; and what is no
 * longer to be kept is not kept.
 */
final class Bounded implements Law {

  static final String LAW = "law 8 (bounded)";

  private final Shape shape;
  private final Breaches breaches;

  Bounded(Shape shape, Breaches breaches) {
    this.shape = shape;
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Bounds(connection);
  }

  private final class Bounds implements Watch {

    private final SimulatedConnection connection;

    /** When it was last seen to take more. */
    private long writableAt = -1;

    Bounds(SimulatedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void answered(Sent command, Map<String, Object> answer) {
      if (connection.isWritable()) {
        writableAt = connection.tick();
      }
    }

    @Override
    public void writes(List<Frame> frames) {
      if (connection.isWritable()) {
        writableAt = connection.tick();
      } else if (writableAt < connection.tick()) {
        breaches.expect(
            frames.stream().allMatch(Bounds::isForOneAlone),
            LAW,
            () -> frames + " are queued for a connection that is full: " + connection);
      }
      frames.forEach(this::wrote);
    }

    private static boolean isForOneAlone(Frame frame) {
      return frame.event().equals("refused") || frame.event().equals("closed");
    }

    @Override
    public void wrote(Frame frame) {
      if (frame.event().equals("history")) {
        int messages = Fields.history(frame).size();
        breaches.expect(
            messages <= shape.historyMessages(),
            LAW,
            () -> "a history of " + messages + " comes to " + connection);
      } else if (Fields.offset(frame.data()) > 0) {
        isStillKept(Fields.offset(frame.data()));
      }
    }

    private void isStillKept(long offset) {
      long told = connection.toldBefore();
      breaches.expect(
          offset > told - shape.logEvents()
              && (offset >= told || connection.room().bytes(offset - 1, told) <= shape.logBytes()),
          LAW,
          () -> offset + " of " + told + " is still kept for " + connection);
    }
  }
}
