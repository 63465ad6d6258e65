package dev.chatroom.chaos.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Epoch;
import dev.chatroom.chaos.record.Evidence;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.RoomTruth;
import dev.chatroom.chaos.record.WireEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records as they would be, made by hand: a log, and what clients saw of it. */
final class Story {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_000_000;

  final List<String> late = new ArrayList<>();
  final List<String> contradictions = new ArrayList<>();
  int promotions;

  private final List<Epoch> before = new ArrayList<>();
  private final List<Diary> diaries = new ArrayList<>();
  private List<Entry> log = new ArrayList<>();
  private String epoch = "a";
  private long settledAt = -1;

  /** Happens in the log, at the next position. */
  Story joined(String who, String nickname) {
    return occupant("joined", who, nickname, "");
  }

  Story left(String who, String nickname) {
    return occupant("left", who, nickname, "DISCONNECTED");
  }

  Story renamed(String who, String previous, String nickname) {
    occupant("renamed", who, nickname, "");
    ((ObjectNode) log.get(log.size() - 1).event()).putObject("previous").put("text", previous);
    return this;
  }

  Story holds(String type, String who, String session) {
    occupant(type, who, "", "");
    ((ObjectNode) log.get(log.size() - 1).event()).put("holder", session);
    return this;
  }

  private Story occupant(String type, String who, String nickname, String why) {
    ObjectNode event = JSON.createObjectNode().put("type", type);
    event
        .putObject("occupant")
        .put("id", who)
        .put("text", nickname)
        .put("key", nickname.toLowerCase(java.util.Locale.ROOT));
    return append(why.isEmpty() ? event : event.put("why", why));
  }

  Story posted(String who, String nickname, String text) {
    ObjectNode event =
        JSON.createObjectNode().put("type", "posted").put("text", text).put("author", who);
    event.putObject("sender").put("text", nickname);
    return append(event);
  }

  private Story append(ObjectNode event) {
    long offset = log.size() + 1L;
    log.add(new Entry(offset, event.put("time", START + offset), ""));
    return this;
  }

  /** Another log begins, with so many events of this one. */
  Story lostAfter(int kept) {
    before.add(new Epoch(epoch, log, true));
    epoch = "b";
    log = new ArrayList<>(log.subList(0, kept));
    promotions = 1;
    return this;
  }

  Story settled() {
    settledAt = log.size();
    return this;
  }

  Client client(String name) {
    return client(name, false);
  }

  Client client(String name, boolean delta) {
    Diary diary = new Diary(name, "lobby", delta);
    diaries.add(diary);
    return new Client(diary);
  }

  List<Breach> breaches() {
    List<Epoch> epochs = new ArrayList<>(before);
    epochs.add(new Epoch(epoch, log, false));
    long settled = settledAt < 0 ? log.size() : settledAt;
    RoomTruth truth = new RoomTruth("lobby", epochs, settled, contradictions);
    return Checker.check(new Evidence(List.of(truth), diaries, promotions, late));
  }

  /** What one client notes; who it is, is its name. */
  static final class Client {

    private final Diary diary;
    private int acks;

    Client(Diary diary) {
      this.diary = diary;
    }

    Client opens() {
      return opens("");
    }

    Client opens(String since) {
      diary.add(new Note.Opened(START, 0, since, diary.name()));
      return this;
    }

    Client gets(String name, String json) {
      try {
        diary.add(new Note.Came(START, WireEvent.of(name, JSON.readTree(json.replace('\'', '"')))));
        return this;
      } catch (IOException noJson) {
        throw new IllegalArgumentException(json, noJson);
      }
    }

    Client list(String... nicknames) {
      return gets("nicknames", JSON.valueToTree(nicknames).toString());
    }

    Client message(String id, String nickname, String text) {
      return gets("message", message(id, nickname + "','msg':'" + text));
    }

    Client change(String event, String id, String nickname, String more) {
      return gets(event, message(id, nickname + more));
    }

    Client history(String id, String nickname, String text) {
      return gets("history", "[" + message(id, nickname + "','msg':'" + text) + "]");
    }

    private static String message(String id, String content) {
      long offset = Long.parseLong(id.substring(2));
      Instant time = Instant.ofEpochMilli(START + offset);
      return "{'nickname':'" + content + "','id':'" + id + "','time':'" + time + "'}";
    }

    Client says(String event, String text) {
      acks++;
      diary.add(new Note.Sent(START, acks, event, text, false));
      return this;
    }

    Client hears(String json) {
      try {
        diary.add(new Note.Answered(START, acks, JSON.readTree(json.replace('\'', '"'))));
        return this;
      } catch (IOException noJson) {
        throw new IllegalArgumentException(json, noJson);
      }
    }

    Client settles(String nickname) {
      diary.add(new Note.Settled(START, nickname));
      return this;
    }

    Client ends() {
      diary.add(new Note.Ended(START, ""));
      return this;
    }
  }
}
