package dev.chatroom.testkit.backplane;

import dev.chatroom.LeaveReason;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What can go wrong where nodes are lost or cut off, or logs are lost. */
final class FarFaults {

  private FarFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "B24_occupants_of_a_lost_node_leave_once",
            "says another reason",
            new Impatient() {
              @Override
              Command lost(String occupant) {
                return new Command.Detach(occupant, LeaveReason.DISCONNECTED);
              }
            }),
        new Breakage(
            "B24_who_comes_finds_the_lost_gone",
            "looks after no lease",
            new Impatient() {
              @Override
              boolean looksAfterLeases() {
                return false;
              }
            }),
        new Breakage(
            "B25_who_has_another_session_stays",
            "all let go whose node is lost",
            new Impatient() {
              @Override
              Command lost(String occupant) {
                return new Command.Leave(occupant, LeaveReason.SERVER_LOST);
              }
            }),
        new Breakage(
            "B26_who_is_cut_off_says_so",
            "is always reachable",
            new Impatient() {
              @Override
              boolean saysThatItIsCutOff() {
                return false;
              }
            }),
        new Breakage(
            "B27_who_was_cut_off_catches_up",
            "goes on where it is",
            new Impatient() {
              @Override
              boolean keepsWhatACutOffNodeMisses() {
                return false;
              }
            }),
        new Breakage(
            "B27_a_short_cut_costs_nothing",
            "takes a cut for the end",
            new Impatient() {
              @Override
              boolean endsLeasesAtACut() {
                return true;
              }
            }),
        new Breakage(
            "B28_a_long_cut_frees_the_nicknames",
            "looks after a lease once",
            new Impatient() {
              @Override
              boolean looksAfterALeaseAgain() {
                return false;
              }
            }),
        new Breakage(
            "B29_a_lost_log_begins_anew",
            "does not tell",
            new Impatient() {
              @Override
              boolean tellsThatLogsAreLost() {
                return false;
              }
            }),
        new Breakage("B30_acknowledged_at_a_cut_is_in_the_log", "sends again", sendsAgain()),
        new Breakage("B30_acknowledged_to_a_lost_node_is_in_the_log", "sends again", sendsAgain()));
  }

  private static Fault sendsAgain() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        CompletionStage<AppendResult> once = log.append(asked, origin);
        return asked instanceof Command.Announce && origin.command() == 7
            ? log.append(asked, origin)
            : once;
      }
    };
  }
}
