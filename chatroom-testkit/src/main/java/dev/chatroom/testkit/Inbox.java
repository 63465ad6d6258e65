package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
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
  private final List<Written> unflushed = new ArrayList<>();
  private final List<Written> unread = new ArrayList<>();
  private final List<Received> record = new ArrayList<>();
  private final List<Received> unseen = new ArrayList<>();
  private Reader reader = Reader.NOBODY;
  private boolean reading = true;
  private boolean ended;
  private @Nullable CloseReason closeReason;

  Outbound outbound() {
    return outbound;
  }

  /** Has somebody told what is read, from here on. */
  synchronized void tell(Reader whom) {
    reader = whom;
  }

  synchronized void answer(int ack, Map<String, Object> data) {
    write(new Written(ack, new Received(Received.ACK, data)));
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

  private synchronized void write(Written entry) {
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
      ended = true;
      closeReason = reason;
      flush();
    }
  }

  private void read() {
    for (Written each : unread) {
      record.add(each.entry());
      unseen.add(each.entry());
      reader.read(each.ack(), each.entry());
    }
    unread.clear();
    if (closeReason != null) {
      reader.ended(closeReason);
      reader = Reader.NOBODY;
    }
  }

  /** Is told what the client reads, in order, while the inbox is held. */
  interface Reader {

    Reader NOBODY =
        new Reader() {
          @Override
          public void read(int ack, Received entry) {}

          @Override
          public void ended(CloseReason reason) {}
        };

    /** Something was read; an answer has the number of its command. */
    void read(int ack, Received entry);

    /** The server has ended the connection, and all before that was read. */
    void ended(CloseReason reason);
  }

  private record Written(int ack, Received entry) {}

  private final class Pipe implements Outbound {

    @Override
    public boolean isWritable() {
      return Inbox.this.isWritable();
    }

    @Override
    public void send(Frames frames) {
      for (Frame each : frames) {
        write(new Written(0, each.encoded(ReceivedFormat.INSTANCE)));
      }
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
