package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Outbound;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection: what was written goes into the pipe, what was flushed arrives,
 * and what the client reads is in the record.
 *
 * <p>All fields are guarded by this.
 */
final class Inbox {

  private final Outbound outbound = new Pipe();
  private final List<Received> unflushed = new ArrayList<>();
  private final List<Received> unread = new ArrayList<>();
  private final List<Received> record = new ArrayList<>();
  private final List<Received> unseen = new ArrayList<>();
  private boolean reading = true;
  private boolean ended;
  private @Nullable CloseReason closeReason;

  Outbound outbound() {
    return outbound;
  }

  synchronized void answer(Map<String, Object> data) {
    write(new Received(Received.ACK, data));
  }

  synchronized void stopReading() {
    reading = false;
  }

  synchronized void readOn() {
    reading = true;
    read();
  }

  synchronized void cut() {
    ended = true;
    unflushed.clear();
    unread.clear();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  synchronized @Nullable CloseReason closeReason() {
    return closeReason;
  }

  synchronized int waiting() {
    return unflushed.size() + unread.size();
  }

  synchronized List<Received> received() {
    return List.copyOf(record);
  }

  /** Takes the first entries of a kind that were not taken before. */
  synchronized List<Received> next(int max, Predicate<Received> kind) {
    List<Received> taken = new ArrayList<>();
    for (Iterator<Received> each = unseen.iterator(); each.hasNext() && taken.size() < max; ) {
      Received entry = each.next();
      if (kind.test(entry)) {
        taken.add(entry);
        each.remove();
      }
    }
    return taken;
  }

  private synchronized boolean isWritable() {
    return reading;
  }

  private synchronized void write(Received entry) {
    if (!ended) {
      unflushed.add(entry);
    }
  }

  private synchronized void flush() {
    unread.addAll(unflushed);
    unflushed.clear();
    if (reading) {
      read();
    }
  }

  private synchronized void close(CloseReason reason) {
    if (!ended) {
      flush();
      ended = true;
      closeReason = reason;
    }
  }

  private void read() {
    record.addAll(unread);
    unseen.addAll(unread);
    unread.clear();
  }

  private final class Pipe implements Outbound {

    @Override
    public boolean isWritable() {
      return Inbox.this.isWritable();
    }

    @Override
    public void send(List<Frame> frames) {
      frames.forEach(frame -> write(Received.of(frame)));
    }

    @Override
    public void flush() {
      Inbox.this.flush();
    }

    @Override
    public void close(CloseReason reason) {
      Inbox.this.close(reason);
    }
  }
}
