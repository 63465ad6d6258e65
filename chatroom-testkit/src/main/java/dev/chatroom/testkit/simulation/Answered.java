package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatMessage;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Law 9: each command is answered once; an answer tells the truth, and stands in the order of the
 * log where its event does, just before it.
 */
final class Answered implements Law {

  static final String LAW = "law 9 (refused is answered)";

  private final Breaches breaches;

  Answered(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Answers(connection);
  }

  private final class Answers implements Watch {

    private final SimulatedConnection connection;
    private RoomTruth room;
    private final Set<Sent> waiting = new LinkedHashSet<>();
    private final Set<String> answeredAt = new HashSet<>();
    private int unacknowledged;
    private int refusedAlone;
    private int accepted;

    /** How many the rooms know nothing of: they may have come to the backplane and back no more. */
    private int maybeAccepted;

    /** The last message that came, and the last one that an answer was about. */
    private long lastMessage;

    private long lastAnswered;

    /** How far the log was looked through for commands of this session, and how many there are. */
    private long lookedThrough;

    private long lastCommand = -1;
    private int inTheLog;
    private int listed;

    Answers(SimulatedConnection connection) {
      this.connection = connection;
      this.room = connection.room();
      this.lookedThrough = connection.attachedAt();
    }

    /** What became of commands in a log that is gone is not known; none of them is in the next. */
    @Override
    public void moved() {
      room = connection.room();
      lookedThrough = 0;
      lastMessage = 0;
      lastAnswered = 0;
      lastCommand = -1;
      inTheLog = 0;
      listed = 0;
    }

    @Override
    public void sent(Sent command) {
      if (command.isAcknowledged()) {
        waiting.add(command);
      } else {
        unacknowledged++;
      }
    }

    @Override
    public void answered(Sent command, Map<String, Object> answer) {
      breaches.expect(
          waiting.remove(command),
          LAW,
          () -> command + " is answered once more, " + answer + ", to " + connection);
      if (Fields.text(answer, "msg").equals("ok")) {
        accepted++;
        if (Fields.offset(answer) > 0) {
          isInTheLog(command, Fields.text(answer, "id"));
        }
      } else {
        String code = Fields.text(answer, "code");
        maybeAccepted += code.equals(Refusal.UNAVAILABLE.code()) ? 1 : 0;
        breaches.expect(
            !code.isEmpty() && !Fields.text(answer, "msg").isEmpty(),
            LAW,
            () -> command + " is refused without a reason, " + answer + ", to " + connection);
      }
    }

    private void isInTheLog(Sent command, String id) {
      long offset = Fields.offset(id);
      RoomTruth log = connection.log(Fields.epoch(id));
      LogEntry entry = log == null ? null : log.at(offset);
      boolean isOwn = entry != null && entry.origin().session().equals(connection.sessionId());
      breaches.expect(
          entry != null
              && (isOwn || command.isKeyed())
              && author(entry.event()).equals(connection.identity())
              && text(entry.event()).equals(command.text()),
          LAW,
          () -> command + " is accepted at " + id + ", where there is " + entry);
      if (!isOwn || (command.isKeyed() && !answeredAt.add(id))) {
        return;
      }
      if (log != room) {
        return;
      }
      breaches.expect(
          offset > lastMessage && offset > lastAnswered,
          LAW,
          () -> "the answer about " + offset + " comes too late to " + connection);
      lastAnswered = offset;
    }

    @Override
    public void wrote(Frame frame) {
      switch (frame.event()) {
        case "refused" -> refusedAlone++;
        case "message", "whisper" -> {
          lastMessage = Fields.offset(frame.data());
          breaches.expect(
              lastMessage >= lastAnswered,
              LAW,
              () -> "the answer about " + lastAnswered + " came too early to " + connection);
          reaches(lastMessage);
        }
        case "nicknames" -> listed(Fields.nicknames(frame));
        default -> reaches(Fields.offset(frame.data()));
      }
    }

    private void listed(List<String> list) {
      int told = room.changesThrough(connection.told());
      while (listed < told && !room.nicknamesAfter(listed).equals(list)) {
        listed++;
      }
      reaches(room.offsetOfChange(listed));
    }

    /** What it asked for at or before this place has been answered by now. */
    private void reaches(long offset) {
      for (long each = lookedThrough + 1; each <= offset; each++) {
        @Nullable LogEntry entry = room.at(each);
        if (entry != null && isCommand(entry)) {
          lastCommand = entry.origin().command();
          inTheLog++;
        }
      }
      lookedThrough = Math.max(lookedThrough, offset);
      breaches.expect(
          accepted + maybeAccepted + unacknowledged >= inTheLog,
          LAW,
          () ->
              "what a command caused comes before its answer, at " + offset + " to " + connection);
    }

    private static String author(RoomEvent event) {
      return said(event).map(ChatMessage::author).orElse("");
    }

    private static String text(RoomEvent event) {
      return said(event).map(ChatMessage::text).orElse("");
    }

    private static Optional<ChatMessage> said(RoomEvent event) {
      if (event instanceof RoomEvent.Posted posted) {
        return Optional.of(posted.message());
      }
      return event instanceof RoomEvent.Whispered whispered
          ? Optional.of(whispered.message())
          : Optional.empty();
    }

    private boolean isCommand(LogEntry entry) {
      return entry.origin().session().equals(connection.sessionId())
          && entry.origin().command() != lastCommand
          && !(entry.event() instanceof RoomEvent.Left)
          && !(entry.event() instanceof RoomEvent.Attached)
          && !(entry.event() instanceof RoomEvent.Detached);
    }

    @Override
    public void settled() {
      breaches.expect(
          waiting.isEmpty(), LAW, () -> waiting + " were not answered to " + connection);
      breaches.expect(
          refusedAlone <= unacknowledged,
          LAW,
          () -> refusedAlone + " of " + unacknowledged + " were refused to " + connection);
    }
  }
}
