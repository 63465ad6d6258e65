package dev.chatroom.chaos.check;

import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Epoch;
import dev.chatroom.chaos.record.Evidence;
import dev.chatroom.chaos.record.Note;
import dev.chatroom.chaos.record.RoomTruth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells from all that was seen which laws were broken. */
public final class Checker {

  /** The name of the law that all goes on when everything is whole again. */
  public static final String LIVE = "liveness";

  private final Evidence evidence;
  private final Breaches breaches = new Breaches();

  private Checker(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Returns all that was found. */
  public static List<Breach> check(Evidence evidence) {
    Checker checker = new Checker(evidence);
    evidence.late().forEach(each -> checker.breaches.add(LIVE, each));
    evidence.rooms().forEach(checker::check);
    return checker.breaches.all();
  }

  private void check(RoomTruth truth) {
    List<Diary> diaries =
        evidence.diaries().stream().filter(each -> each.room().equals(truth.room())).toList();
    RoomStory story = new RoomStory(truth);
    checkLogs(truth, speakers(diaries));
    OneOrder order = new OneOrder(story, breaches);
    GapFree gaps = new GapFree(story, breaches);
    Presence presence = new Presence(story, breaches);
    Kept kept = new Kept(story, breaches);
    truth.epochs().forEach(epoch -> epoch.entries().forEach(kept::add));
    for (Diary diary : diaries) {
      for (Diary.Connection connection : diary.connections()) {
        order.check(connection);
        gaps.check(connection);
        presence.check(connection);
        kept.check(connection);
      }
    }
    Here.check(last(truth), truth.settledAt(), diaries, breaches);
  }

  private void checkLogs(RoomTruth truth, Map<String, String> speakers) {
    String last = last(truth).name();
    for (Epoch each : truth.epochs()) {
      OneOwner.check(truth.room(), each, breaches);
      OneLeft.check(truth.room(), each, each.name().equals(last), breaches);
      Messages.check(truth.room(), each, speakers, breaches);
    }
    breaches.expect(
        truth.epochs().size() <= 1 + evidence.promotions(),
        Kept.LAW,
        () ->
            truth.epochs().size()
                + " logs, though a replica took over only "
                + evidence.promotions()
                + " times, in "
                + truth.room());
  }

  private static Epoch last(RoomTruth truth) {
    return truth.epochs().get(truth.epochs().size() - 1);
  }

  /** Returns who has said what; of whom nobody knows who they were then, it is empty. */
  private static Map<String, String> speakers(List<Diary> diaries) {
    Map<String, String> speakers = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Diary diary : diaries) {
      String identity = "";
      for (Note note : diary.notes()) {
        if (note instanceof Note.Opened opened) {
          identity = opened.identity();
        } else if (note instanceof Note.Identified identified) {
          identity = identified.identity();
        } else if (note instanceof Note.Sent sent && sent.event().equals("message")) {
          String before = speakers.put(sent.text(), identity);
          if (before != null && !before.equals(identity)) {
            ambiguous.add(sent.text());
          }
        }
      }
    }
    ambiguous.forEach(each -> speakers.put(each, ""));
    return speakers;
  }
}
