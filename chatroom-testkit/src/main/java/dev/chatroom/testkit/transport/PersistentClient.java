package dev.chatroom.testkit.transport;

import dev.chatroom.testkit.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who talks all the time, and comes back whenever the connection breaks: with the token
 * and from the last event on. What was not answered is said again under the same key.
 *
 * <p>Has a thread of its own. What came is noted by whichever thread the client reads on; all
 * fields are guarded by this.
 */
final class PersistentClient implements Runnable {

  private static final int MAX_PAUSE_MILLIS = 20;

  private final String nickname;
  private final BiFunction<WireRequest, WireListener, WireClient> connector;
  private final Random random;

  private final List<String> seen = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable Connection current;
  private String token = "";
  private String lastId = "";
  private int connections;
  private int isSaying = -1;
  private boolean knowsWhoIsHere;
  private boolean mayBegin;
  private boolean isQuiet;
  private boolean isLeaving;

  PersistentClient(
      String nickname, BiFunction<WireRequest, WireListener, WireClient> connector, long seed) {
    this.nickname = nickname;
    this.connector = connector;
    this.random = new Random(seed);
  }

  /** One connection; what comes of an older one does not count. */
  private final class Connection implements WireListener {

    private boolean ended;
    private @Nullable Object answer;

    @Override
    public void event(String name, Object data) {
      synchronized (PersistentClient.this) {
        if (this == current) {
          note(new Received(name, data));
        }
      }
    }

    @Override
    public void answer(int ack, Object data) {
      synchronized (PersistentClient.this) {
        if (this == current) {
          answer = data;
          PersistentClient.this.notifyAll();
        }
      }
    }

    @Override
    public void ended(int code, String reason) {
      synchronized (PersistentClient.this) {
        ended = true;
        PersistentClient.this.notifyAll();
      }
    }
  }

  private void note(Received event) {
    if (!event.field("id").isEmpty()) {
      lastId = event.field("id");
    }
    switch (event.event()) {
      case "message" -> seen.add(event.field("msg"));
      case "reset", "refused", "closed" -> faults.add(nickname + " got " + event);
      case "nicknames" -> knowsWhoIsHere = true;
      default -> {
        // Whispers and the like, which nobody sends.
      }
    }
    notifyAll();
  }

  @Override
  public void run() {
    try {
      int message = 0;
      while (true) {
        WireClient client = connect();
        if (ask(client, "nickname", nickname) instanceof Map<?, ?> claimed) {
          noteToken(claimed);
          while (begins(message) && say(client, message)) {
            message++;
            pause();
          }
        }
        if (!awaitEnd()) {
          client.abort();
          return;
        }
        client.abort();
      }
    } catch (InterruptedException e) {
      fault("was interrupted");
    } catch (RuntimeException | Error failure) {
      fault("failed: " + failure);
    }
  }

  private synchronized void fault(String what) {
    faults.add(nickname + " " + what);
    notifyAll();
  }

  private WireClient connect() {
    WireRequest request = WireRequest.PLAIN;
    Connection next = new Connection();
    synchronized (this) {
      current = next;
      connections++;
      request = token.isEmpty() ? request : request.with("token", token);
      request = lastId.isEmpty() ? request : request.with("since", lastId);
    }
    return connector.apply(request, next);
  }

  /** Sends a command; returns the answer, or nothing where the connection ends before. */
  private @Nullable Object ask(WireClient client, String event, Object data)
      throws InterruptedException {
    Connection on;
    synchronized (this) {
      on = Objects.requireNonNull(current);
      on.answer = null;
    }
    client.emit(event, data, 1);
    synchronized (this) {
      while (on.answer == null && !on.ended) {
        wait();
      }
      return on.answer;
    }
  }

  private boolean say(WireClient client, int message) throws InterruptedException {
    String text = nickname + " " + message;
    Object answer = ask(client, "message", Map.of("msg", text, "key", text));
    if (answer instanceof Map<?, ?> accepted && "ok".equals(accepted.get("msg"))) {
      synchronized (this) {
        answered.add(text);
        isSaying = -1;
      }
      return true;
    } else if (answer != null) {
      fault("was answered " + answer + " to " + text);
    }
    return false;
  }

  private synchronized void noteToken(Map<?, ?> claimed) {
    if (claimed.get("token") instanceof String given) {
      token = given;
    } else {
      faults.add(nickname + " was answered " + claimed);
    }
  }

  /** People are not as fast as computers; what is checked does not depend on how long it takes. */
  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
  }

  /** Who is to be quiet still says again what was not answered. */
  private synchronized boolean begins(int message) throws InterruptedException {
    while (!mayBegin && !Objects.requireNonNull(current).ended) {
      wait();
    }
    if (!mayBegin || (isQuiet && isSaying != message)) {
      return false;
    }
    isSaying = message;
    return true;
  }

  /** Waits until the connection ends; returns whether to come back. */
  private synchronized boolean awaitEnd() throws InterruptedException {
    while (!isLeaving && !Objects.requireNonNull(current).ended) {
      wait();
    }
    return !isLeaving;
  }

  synchronized void beginToTalk() {
    mayBegin = true;
    notifyAll();
  }

  /** Says nothing more, but stays. */
  synchronized void beQuiet() {
    isQuiet = true;
  }

  synchronized void leave() {
    isLeaving = true;
    notifyAll();
  }

  synchronized boolean knowsWhoIsHere() {
    return knowsWhoIsHere;
  }

  /** Returns whether all that it has said was answered. */
  synchronized boolean isAnswered() {
    return isQuiet && isSaying < 0;
  }

  synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  synchronized boolean hasSeen(String text) {
    return !seen.isEmpty() && seen.get(seen.size() - 1).equals(text);
  }

  /** Returns what the server said was accepted. */
  synchronized List<String> answered() {
    return List.copyOf(answered);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized int connections() {
    return connections;
  }

  @Override
  public synchronized String toString() {
    return nickname + " after " + connections + " connections and " + seen.size() + " messages";
  }
}
