package dev.chatroom.testkit.simulation;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.testkit.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was written to a connection, how much of it was flushed, and how much was read. */
final class Written {

  /** Stands where an answer has no event name. */
  static final String ACK = Received.ACK;

  private static final int SHOWN = 8;

  private final List<Frame> frames = new ArrayList<>();
  private int flushed;
  private int read;

  void add(Frame frame) {
    frames.add(frame);
  }

  void flush() {
    flushed = frames.size();
  }

  /** Reads what was flushed. */
  void read() {
    read = flushed;
  }

  int size() {
    return frames.size();
  }

  int unread() {
    return frames.size() - read;
  }

  /** Returns whether the last that was written tells why the connection ends. */
  boolean endsWith(CloseReason reason) {
    if (frames.isEmpty()) {
      return false;
    }
    Frame last = frames.get(frames.size() - 1);
    return last.event().equals("closed")
        && Fields.text(last.data(), "reason").equals(reason.code());
  }

  /** Returns the last id that was read, if any was. */
  Optional<String> lastIdRead() {
    for (int i = read - 1; i >= 0; i--) {
      Frame frame = frames.get(i);
      Object data = frame.data();
      if (frame.event().equals("history")) {
        List<Object> messages = Fields.history(frame);
        data = messages.isEmpty() ? data : messages.get(messages.size() - 1);
      }
      String id = frame.event().equals(ACK) ? "" : Fields.text(data, "id");
      if (!id.isEmpty()) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    int from = Math.max(0, frames.size() - SHOWN);
    List<Received> last =
        frames.subList(from, frames.size()).stream().map(Written::received).toList();
    return (from == 0 ? "" : "… ") + last;
  }

  private static Received received(Frame frame) {
    boolean isHistory = frame.event().equals("history");
    return new Received(frame.event(), isHistory ? Fields.history(frame) : frame.data());
  }
}
