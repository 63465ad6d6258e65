package dev.chatroom.redis;

import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How far this node has read a room's log, and what to do about what comes. It decides and tells
 * the tail; it does no I/O. To be used under the lock of its log.
 *
 * <p>A bell brings events. Those that follow on what was read are told to the tail; where some are
 * missing, or while the stream is being read, bells wait, and then the stream says what they bring.
 * A bell that comes later than what it brings was read brings nothing new.
 */
final class Follower {

  /** How many bells wait; what is beyond is read from the stream. */
  private static final int MAX_WAITING = 256;

  /** Of how many events a bell may be late without the stream being read again. */
  private static final int KNOWN = 64;

  private final LogTail tail;
  private final Queue<Bell> waiting = new ArrayDeque<>();

  /** Hashes of the newest events, by where they stand. */
  private final int[] known = new int[KNOWN];

  private long firstKnown;
  private boolean reading;
  private boolean readAgain;
  private @Nullable String epoch;
  private long last;
  private @Nullable String lastText;

  Follower(LogTail tail) {
    this.tail = tail;
  }

  /** What to do next. */
  enum Next {
    /** Nothing: what comes is heard. */
    LISTEN,
    /** Read on from what was read. */
    READ,
    /** The log is not what it was: it is to begin anew, under another epoch. */
    ROTATE,
    /** It begins anew here. */
    OPEN
  }

  /** Returns whether the log was opened; if not, the tail knows nothing yet. */
  boolean isOpened() {
    return epoch != null;
  }

  String epoch() {
    return epoch == null ? "" : epoch;
  }

  long last() {
    return last;
  }

  /** Begins to read, unless that is under way, and then it is done again. */
  boolean beginReading() {
    if (reading) {
      readAgain = true;
      return false;
    }
    reading = true;
    readAgain = false;
    return true;
  }

  /** Nothing was read: it failed. Returns what is next. */
  Next readNothing() {
    reading = false;
    return Next.LISTEN;
  }

  /** A bell rang. */
  Next heard(Bell bell) {
    if (epoch == null || reading) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(bell);
      } else {
        readAgain = true;
      }
      return Next.LISTEN;
    }
    return take(bell);
  }

  private Next take(Bell bell) {
    if (!bell.epoch().equals(epoch)) {
      return Next.OPEN;
    }
    if (bell.first() > last + 1) {
      return Next.READ;
    }
    long offset = bell.first();
    for (String text : bell.events()) {
      if (offset > last) {
        take(offset, text);
      } else if (!isKnown(offset, text)) {
        // Another log may have taken this one's place.
        return Next.READ;
      }
      offset++;
    }
    return Next.LISTEN;
  }

  private boolean isKnown(long offset, String text) {
    return offset >= firstKnown && offset > last - KNOWN && known[index(offset)] == text.hashCode();
  }

  private static int index(long offset) {
    return (int) (offset % KNOWN);
  }

  private void take(long offset, String text) {
    LogEntry entry = EventText.entry(text, epoch(), offset);
    tail.appended(entry);
    reached(offset, text);
  }

  private void reached(long offset, String text) {
    last = offset;
    lastText = text;
    known[index(offset)] = text.hashCode();
  }

  /** The log stands here. */
  Next opened(SnapshotReply reply) {
    LogSnapshot snapshot = reply.snapshot();
    List<Reply.Raw> kept = reply.kept();
    tail.opened(snapshot);
    epoch = reply.epoch();
    lastText = null;
    kept.forEach(each -> reached(each.offset(), each.text()));
    last = reply.head();
    firstKnown = kept.isEmpty() ? last + 1 : kept.get(0).offset();
    // Bells that wait may be of the log before.
    boolean some = readAgain || !waiting.isEmpty();
    waiting.clear();
    reading = false;
    return some ? Next.READ : Next.LISTEN;
  }

  /** The stream has this from the last event on that was read. */
  Next read(String itsEpoch, long head, long first, List<Reply.Raw> events) {
    reading = false;
    if (!itsEpoch.equals(epoch)) {
      return Next.OPEN;
    }
    if (head < last || isAnother(events)) {
      return Next.ROTATE;
    }
    if (first > last + 1) {
      return Next.OPEN;
    }
    for (Reply.Raw each : events) {
      if (each.offset() > last + 1) {
        return Next.OPEN;
      } else if (each.offset() == last + 1) {
        take(each.offset(), each.text());
      }
    }
    return last < head ? Next.READ : endReading();
  }

  /** Whether something else stands where this node has read to. */
  private boolean isAnother(List<Reply.Raw> events) {
    Reply.Raw there = events.isEmpty() ? null : events.get(0);
    return there != null
        && there.offset() == last
        && lastText != null
        && !EventText.isSame(there.text(), lastText);
  }

  private Next endReading() {
    reading = false;
    for (Bell bell = waiting.poll(); bell != null; bell = waiting.poll()) {
      Next next = take(bell);
      if (next != Next.LISTEN) {
        return next;
      }
    }
    return readAgain ? Next.READ : Next.LISTEN;
  }
}
