package dev.chatroom.testkit.transport;

import dev.chatroom.testkit.Received;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that one guest got, over all connections, in the order of the wire.
 *
 * <p>All fields are guarded by this. A connection that was given up may still deliver; that is not
 * in the record.
 */
final class GuestRecord {

  private static final int SHOWN_CHARS = 100;
  private static final int SHOWN_ENTRIES = 40;

  private final List<Received> received = new ArrayList<>();
  private final List<Received> unseen = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Set<Integer> unanswered = new HashSet<>();
  private int heard;
  private @Nullable Object lastList;
  private String token = "";
  private String lastId = "";
  private Connection current = new Connection();

  /** Begins another connection; returns what takes what it gets. */
  synchronized Connection begin() {
    unanswered.clear();
    current = new Connection();
    return current;
  }

  synchronized void asked(int ack) {
    unanswered.add(ack);
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns how many messages came live. */
  synchronized int heard() {
    return heard;
  }

  /** Returns the last list of who is here; nothing before the first. */
  synchronized @Nullable Object lastList() {
    return lastList;
  }

  synchronized int count(Predicate<Received> kind) {
    return (int) unseen.stream().filter(kind).count();
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

  /** Returns what can be right in no rule: answers that nobody asked for, calls after the end. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized String token() {
    return token;
  }

  synchronized String lastId() {
    return lastId;
  }

  private synchronized void add(Received entry) {
    received.add(entry);
    unseen.add(entry);
    heard += entry.event().equals("message") ? 1 : 0;
    lastList = entry.event().equals("nicknames") ? entry.data() : lastList;
    if (!entry.field("token").isEmpty()) {
      token = entry.field("token");
    }
    if (!entry.field("id").isEmpty() && !entry.event().equals(Received.ACK)) {
      lastId = entry.field("id");
    } else if (entry.event().equals("history") && entry.data() instanceof List<?> messages) {
      messages.stream()
          .map(message -> new Received("message", message).field("id"))
          .forEach(id -> lastId = id);
    }
  }

  @Override
  public synchronized String toString() {
    int hidden = Math.max(0, received.size() - SHOWN_ENTRIES);
    List<String> shown = new ArrayList<>();
    if (hidden > 0) {
      shown.add("… " + hidden + " before");
    }
    received.subList(hidden, received.size()).forEach(each -> shown.add(shortened(each)));
    shown.addAll(faults);
    if (current.ended()) {
      shown.add("ended " + current.code() + " " + current.reason());
    }
    return shown.toString();
  }

  private static String shortened(Received entry) {
    String text = entry.toString();
    return text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, SHOWN_CHARS) + "… (" + text.length() + " characters)";
  }

  /** One connection of the guest. Guarded by the record. */
  final class Connection implements WireListener {

    private boolean in;
    private boolean cut;
    private boolean ended;
    private int code;
    private String reason = "";
    private String awaited = "";
    private Runnable whenItComes = () -> {};

    @Override
    public void event(String name, Object data) {
      Runnable first;
      synchronized (GuestRecord.this) {
        first = name.equals(awaited) ? whenItComes : () -> {};
      }
      first.run();
      synchronized (GuestRecord.this) {
        if (takes("event " + name)) {
          in |= name.equals("nicknames") || name.equals("occupants");
          add(new Received(name, data));
        }
      }
    }

    /** Has something done by the thread that reads when an event comes, before it can be seen. */
    void at(String event, Runnable first) {
      synchronized (GuestRecord.this) {
        awaited = event;
        whenItComes = first;
      }
    }

    @Override
    public void answer(int ack, Object data) {
      synchronized (GuestRecord.this) {
        if (takes("answer " + ack)) {
          if (!unanswered.remove(ack)) {
            faults.add("answer " + ack + ", which was not asked for or was given before");
          }
          add(new Received(Received.ACK, data));
        }
      }
    }

    /**
     * The guest has cut the connection, and hears no more of it: what comes while a thread is still
     * reading is what a network would have lost.
     */
    void cut() {
      synchronized (GuestRecord.this) {
        cut = true;
      }
    }

    private boolean takes(String what) {
      if (this == current && ended) {
        faults.add(what + " after the connection had ended");
      }
      return this == current && !ended && !cut;
    }

    @Override
    public void ended(int endCode, String endReason) {
      synchronized (GuestRecord.this) {
        if (ended && this == current) {
          faults.add("ended " + endCode + " " + endReason + " after the connection had ended");
        }
        ended = true;
        code = endCode;
        reason = endReason;
      }
    }

    /** Returns whether the guest was told who is here, as comes last of what a newcomer gets. */
    boolean isIn() {
      synchronized (GuestRecord.this) {
        return in;
      }
    }

    boolean ended() {
      synchronized (GuestRecord.this) {
        return ended;
      }
    }

    int code() {
      synchronized (GuestRecord.this) {
        return code;
      }
    }

    String reason() {
      synchronized (GuestRecord.this) {
        return reason;
      }
    }
  }
}
