package dev.chatroom.chaos.client;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.WireEvent;
import java.util.List;

/** What somebody knows, from one connection to the next. On the thread of the clients. */
final class Memory {

  private final Diary diary;
  private final Identities identities;

  private String token = "";
  private String identity = "";
  private String lastId = "";
  private String nickname = "";
  private String lastHeard = "";

  /** What was said and not acknowledged; empty for nothing. */
  private String pending = "";

  private boolean triedBefore;

  /** What was said without a nickname, and was not heard yet. */
  private String claimedBy = "";

  private int said;
  private int answered;

  Memory(Diary diary, Identities identities) {
    this.diary = diary;
    this.identities = identities;
  }

  static long now() {
    return System.currentTimeMillis();
  }

  void note(Note note) {
    diary.add(note);
  }

  String name() {
    return diary.name();
  }

  String token() {
    return token;
  }

  String nickname() {
    return nickname;
  }

  String pending() {
    return pending;
  }

  boolean isAgain() {
    return triedBefore;
  }

  String lastHeard() {
    return lastHeard;
  }

  int answered() {
    return answered;
  }

  /** A new connection: whether it has a nickname the server tells. Returns where to go on from. */
  String open(int node, boolean goesOn) {
    lastId = goesOn ? lastId : "";
    nickname = "";
    claimedBy = "";
    note(new Note.Opened(now(), node, lastId, identity));
    return lastId;
  }

  void came(WireEvent event) {
    note(new Note.Came(now(), event));
    switch (event.name()) {
      case "reset" -> lastId = "";
      case "self" -> nickname = event.text("nickname");
      case "history" -> history(event.history());
      case "message" -> heard(event);
      default -> {
        // Who came and went.
      }
    }
    if (event.place() != null) {
      lastId = event.place().toString();
    }
  }

  private void history(List<WireEvent> messages) {
    if (!messages.isEmpty()) {
      WireEvent last = messages.get(messages.size() - 1);
      lastId = last.text("id");
      lastHeard = last.text("msg");
    }
  }

  /** Only its own message tells under which nickname it came, where it may have had one before. */
  private void heard(WireEvent message) {
    lastHeard = message.text("msg");
    if (lastHeard.equals(claimedBy)) {
      claimedBy = "";
      nickname = message.text("nickname");
    }
  }

  void answer(Note.Answered answer) {
    String given = answer.data().path("token").asText();
    if (!given.isEmpty() && !given.equals(token)) {
      token = given;
      identity = identities.of(given);
      note(new Note.Identified(now(), identity));
    }
    note(answer);
  }

  /** A command was answered: what it was, and with which nickname if it was to claim one. */
  void know(Note.Sent sent, String claimed, Note.Answered answer) {
    answered++;
    if (!answer.isOk()) {
      boolean isNobody = answer.data().path("code").asText().equals("nickname_required");
      nickname = isNobody ? "" : nickname;
      return;
    }
    switch (sent.event()) {
      case "nickname" -> nickname = answer.data().path("nickname").asText();
      case "leave" -> nickname = "";
      default -> {
        pending = "";
        triedBefore = false;
        if (!claimed.isEmpty() && nickname.isEmpty()) {
          nickname = claimed;
          claimedBy = sent.text();
        }
      }
    }
  }

  /** Returns what to say: what was not acknowledged, or something new. */
  String toSay() {
    if (pending.isEmpty()) {
      pending = name() + " says " + said;
      said++;
    }
    return pending;
  }

  void tried() {
    triedBefore = true;
  }

  void toSay(String text) {
    pending = text;
  }

  /** Is somebody else from the next connection on. */
  void forget() {
    token = "";
    identity = "";
    lastId = "";
  }
}
