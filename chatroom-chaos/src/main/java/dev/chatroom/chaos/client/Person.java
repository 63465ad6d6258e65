package dev.chatroom.chaos.client;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Note;
import io.netty.channel.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who claims a nickname, talks, and comes back whenever the connection ends, to any node:
 * with the token and from the last event on. What was not answered is said again under the same
 * key. On the thread of the clients.
 */
final class Person {

  private final Diary diary;
  private final Speech speech;
  private final Habits habits;
  private final Surroundings around;
  private final Memory memory;
  private boolean quiet;
  private boolean gone;
  private @Nullable Visit visit;

  /** What all of them share. */
  record Surroundings(EventLoop loop, Dialer dialer, NodeBook nodes, Identities identities) {}

  Person(Diary diary, Speech speech, Habits habits, Surroundings around) {
    this.diary = diary;
    this.speech = speech;
    this.habits = habits;
    this.around = around;
    this.memory = new Memory(diary, around.identities());
  }

  void connect() {
    if (gone || visit != null) {
      return;
    }
    NodeBook.Known node = around.nodes().any(habits.random());
    if (node == null) {
      connectLater();
      return;
    }
    String since = memory.open(node.node(), quiet || !habits.oneIn(10));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("room", diary.room());
    put(parameters, "token", memory.token());
    put(parameters, "since", since);
    put(parameters, "presence", diary.isDelta() ? "delta" : "");
    Visit next = new Visit(memory, habits, around.loop(), quiet, this::connectLater);
    visit = next;
    next.begin(around.dialer().dial(speech, node.ports(), parameters, next));
  }

  private void connectLater() {
    visit = null;
    var unused = around.loop().schedule(this::connect, habits.soonMillis(), TimeUnit.MILLISECONDS);
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
  }

  /** Says nothing new any more, and does not go away. */
  void beQuiet() {
    quiet = true;
    if (visit != null) {
      visit.beQuiet();
    }
  }

  /** Says one thing more, and again until it is accepted. */
  void say(String text) {
    memory.toSay(text);
  }

  /** Returns whether it is connected, and all that it has said was answered. */
  boolean isAtRest() {
    return visit != null && visit.isAtRest();
  }

  String lastHeard() {
    return memory.lastHeard();
  }

  int answered() {
    return memory.answered();
  }

  void settle() {
    memory.note(new Note.Settled(Memory.now(), memory.nickname()));
  }

  /** Goes, in one way or the other, and does not come back. */
  void leave(boolean orderly) {
    gone = true;
    Visit is = visit;
    if (is != null && orderly) {
      is.close("left for good");
    } else if (is != null) {
      is.breakOff("left for good");
    }
  }

  @Override
  public String toString() {
    Object where = visit == null ? "is not connected" : visit;
    return diary.name() + " in " + diary.room() + " " + where + ", to say: " + memory.pending();
  }
}
