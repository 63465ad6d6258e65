package dev.chatroom.testkit.backplane;

import dev.chatroom.LeaveReason;
import dev.chatroom.Position;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a {@link FarHouse} does at each point. As it stands here, it does it right. */
class Fault {

  /** How long the rules wait. */
  Duration patience() {
    return Duration.ofSeconds(30);
  }

  RoomName room(RoomName room) {
    return room;
  }

  RoomOptions options(RoomOptions options) {
    return options;
  }

  /** Node 0 is the first. */
  LogTail tells(int node, LogTail tail) {
    return tail;
  }

  CompletionStage<AppendResult> appends(int node, RoomLog log, Command command, Origin origin) {
    return log.append(command, origin);
  }

  CompletionStage<List<LogEntry>> reads(RoomLog log, Position before, int maxEvents) {
    return log.read(before, maxEvents);
  }

  void signals(RoomLog log, Signal signal) {
    log.signal(signal);
  }

  void closes(RoomLog log) {
    log.close();
  }

  void retires(RoomLog log) {
    log.retire();
  }

  /** How a session lets go whose node is lost. */
  Command lost(String occupant) {
    return new Command.Detach(occupant, LeaveReason.SERVER_LOST);
  }

  boolean looksAfterLeases() {
    return true;
  }

  boolean looksAfterALeaseAgain() {
    return true;
  }

  boolean saysThatItIsCutOff() {
    return true;
  }

  boolean keepsWhatACutOffNodeMisses() {
    return true;
  }

  boolean endsLeasesAtACut() {
    return false;
  }

  boolean tellsThatLogsAreLost() {
    return true;
  }
}
