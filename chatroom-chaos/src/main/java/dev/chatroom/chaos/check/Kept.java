package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Entry;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Law 10: what was acknowledged is in the log, unless the log was lost in a way for which nothing
 * is promised. Law 9: on a connection that stays, everything is answered, and once.
 */
final class Kept {

  static final String LAW = "law 10 (accepted is kept)";
  static final String ANSWERED = "law 9 (refused is answered)";

  private final RoomStory room;
  private final Breaches breaches;

  /** Who had which nickname, at some time. */
  private final Set<String> owned = new HashSet<>();

  private final boolean hasLost;

  Kept(RoomStory room, Breaches breaches) {
    this.room = room;
    this.breaches = breaches;
    this.hasLost = room.epochs().stream().anyMatch(EpochStory::isLossy);
  }

  void add(Entry entry) {
    owned.add(entry.occupant() + " " + entry.nickname());
  }

  void check(Diary.Connection connection) {
    Map<Integer, Note.Sent> open = new HashMap<>();
    String identity = connection.opened().identity();
    for (Note note : connection.notes()) {
      if (note instanceof Note.Identified identified) {
        identity = identified.identity();
      } else if (note instanceof Note.Sent sent) {
        open.put(sent.ack(), sent);
      } else if (note instanceof Note.Answered answered) {
        answered(open.remove(answered.ack()), answered, identity, connection);
      } else if (note instanceof Note.Settled) {
        breaches.expect(
            open.isEmpty(), ANSWERED, () -> open.values() + " is not answered, to " + connection);
      }
    }
  }

  private void answered(
      Note.@Nullable Sent sent,
      Note.Answered answer,
      String identity,
      Diary.Connection connection) {
    breaches.expect(sent != null, ANSWERED, () -> answer + " answers nothing, to " + connection);
    if (sent == null || !answer.isOk()) {
      return;
    }
    if (sent.event().equals("message")) {
      message(sent, answer, identity, connection);
    } else if (sent.event().equals("nickname") && !hasLost) {
      String nickname = answer.data().path("nickname").asText();
      breaches.expect(
          owned.contains(identity + " " + nickname),
          LAW,
          () -> identity + " has never had " + nickname + ": " + answer + ", to " + connection);
    }
  }

  private void message(
      Note.Sent sent, Note.Answered answer, String identity, Diary.Connection connection) {
    Place place = Place.parse(answer.data().path("id").asText());
    Entry entry = place == null ? null : room.at(place);
    if (place != null && entry == null && room.mayHaveLost(place)) {
      return;
    }
    breaches.expect(
        entry != null && entry.text().equals(sent.text()) && entry.author().equals(identity),
        LAW,
        () ->
            sent
                + " was accepted at "
                + place
                + ", where there is "
                + entry
                + ", of "
                + connection);
  }
}
