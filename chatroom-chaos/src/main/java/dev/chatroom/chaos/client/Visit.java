package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.WireEvent;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of somebody: one command at a time, and an end to it when there is no answer. On
 * the thread of the clients.
 */
final class Visit implements Ear {

  private static final long ANSWER_MILLIS = 8_000;
  private static final long ENTER_MILLIS = 10_000;

  private final Memory memory;
  private final Habits habits;
  private final EventLoop loop;
  private final Runnable afterwards;

  private @Nullable Line line;
  private Future<?> watch;
  private boolean quiet;
  private boolean ready;
  private boolean over;
  private int acks;
  private Note.@Nullable Sent open;
  private String claimed = "";

  Visit(Memory memory, Habits habits, EventLoop loop, boolean quiet, Runnable afterwards) {
    this.memory = memory;
    this.habits = habits;
    this.loop = loop;
    this.quiet = quiet;
    this.afterwards = afterwards;
    this.watch = later(ENTER_MILLIS, () -> breakOff("no place in time"));
  }

  private Future<?> later(long millis, Runnable task) {
    return loop.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  void begin(Line opened) {
    line = opened;
  }

  boolean isAtRest() {
    return ready && open == null && memory.pending().isEmpty();
  }

  void beQuiet() {
    quiet = true;
    if (ready) {
      soon();
    }
  }

  void breakOff(String why) {
    Line is = line;
    if (is != null) {
      is.abort();
      is.end(why);
    }
  }

  void close(String why) {
    Line is = line;
    if (is != null) {
      is.close();
      is.end(why);
    }
  }

  @Override
  public void event(WireEvent event) {
    if (over) {
      return;
    }
    memory.came(event);
    if (event.name().equals("nicknames") && !ready) {
      ready = true;
      watch.cancel(false);
      soon();
    }
  }

  @Override
  public void answer(int ack, JsonNode data) {
    if (over) {
      return;
    }
    Note.Answered answer = new Note.Answered(Memory.now(), ack, data);
    memory.answer(answer);
    Note.Sent sent = open;
    if (sent != null && sent.ack() == ack) {
      open = null;
      watch.cancel(false);
      memory.know(sent, claimed, answer);
      soon();
    }
  }

  @Override
  public void ended(String why) {
    if (!over) {
      over = true;
      watch.cancel(false);
      memory.note(new Note.Ended(Memory.now(), why));
      afterwards.run();
    }
  }

  private void soon() {
    var unused = later(quiet ? habits.soonMillis() : habits.pauseMillis(), this::step);
  }

  private void step() {
    if (over || open != null) {
      return;
    }
    boolean isNamed = !memory.nickname().isEmpty();
    boolean hasToSay = !memory.pending().isEmpty();
    if (quiet && !hasToSay) {
      soon();
    } else if (isNamed) {
      act(hasToSay ? Habits.Act.POST : habits.act());
    } else if (!quiet && !hasToSay && !memory.token().isEmpty() && habits.oneIn(4)) {
      // Never again: what is known already is answered, and claims nothing.
      post(habits.name());
    } else {
      claim(quiet ? memory.name() : habits.name());
    }
  }

  private void act(Habits.Act act) {
    switch (act) {
      case POST -> post("");
      case RENAME -> claim(habits.name());
      case LEAVE -> say("leave", "", Speech.JSON.nullNode(), false);
      case CLOSE -> close("closed it");
      case ABORT -> breakOff("broke it off");
      case FORGET -> {
        memory.forget();
        breakOff("forgot who it is");
      }
    }
  }

  private void claim(String nickname) {
    say("nickname", nickname, TextNode.valueOf(nickname), false);
  }

  private void post(String claim) {
    String text = memory.toSay();
    ObjectNode data = Speech.JSON.createObjectNode().put("msg", text).put("key", text);
    if (!claim.isEmpty()) {
      data.put("nickname", claim);
    }
    claimed = claim;
    say("message", text, data, memory.isAgain());
    memory.tried();
  }

  private void say(String event, String text, JsonNode data, boolean again) {
    Line is = line;
    if (is != null) {
      acks++;
      open = new Note.Sent(Memory.now(), acks, event, text, again);
      memory.note(open);
      watch = later(ANSWER_MILLIS, () -> breakOff("not answered"));
      is.say(event, data, acks);
    }
  }

  @Override
  public String toString() {
    return ready ? "waits for " + open : "enters";
  }
}
