package dev.chatroom.testkit.backplane;

import dev.chatroom.Position;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.spi.LogTail;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import dev.chatroom.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can go wrong with what nodes are told, and with how they come and go. */
final class TailFaults {

  private TailFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "B01_new_log_is_empty",
            "lets everybody speak",
            options(each -> each.withAccess(RoomAccess.OPEN))),
        new Breakage(
            "B02_events_of_one_command_stand_together",
            "ends a command with each event",
            told(e -> new LogEntry(e.event(), e.origin(), e.event().position(), e.key()))),
        new Breakage(
            "B06_all_nodes_are_told_the_same",
            "forgets addresses",
            told(
                e ->
                    new LogEntry(
                        e.event(),
                        new Origin(e.origin().session(), e.origin().command()),
                        e.commandEnd(),
                        e.key()))),
        new Breakage("B06_all_nodes_are_told_the_same", "swaps entries", swaps()),
        new Breakage("B07_entries_come_one_at_a_time_without_gap", "drops an entry", drops()),
        new Breakage("B07_entries_come_one_at_a_time_without_gap", "wakes nobody", wakesNobody()),
        new Breakage("B08_latecomer_begins_where_the_log_stands", "has nothing recent", nothing()),
        new Breakage(
            "B09_no_more_is_kept_than_may_be",
            "keeps more",
            options(each -> each.withLog(new RoomOptions.Log(100, 1L << 30, each.log().age())))),
        new Breakage(
            "B09_what_is_too_old_is_not_read_back",
            "keeps it longer",
            options(each -> each.withLog(new RoomOptions.Log(100, 100_000, Duration.ofDays(1))))),
        new Breakage("B15_deleted_text_is_gone", "scrubs nothing", scrubsNothing()),
        new Breakage("B16_what_is_kept_is_read_back", "reads one more", readsMore()),
        new Breakage("B17_signals_reach_all_nodes", "signals to nobody", signalsToNobody()),
        new Breakage("B18_sessions_of_who_closes_let_go", "loses Left", closesNothing()),
        new Breakage("B19_who_has_closed_takes_no_part", "closes for all", closesForAll()),
        new Breakage(
            "B20_retired_by_the_last_a_log_is_forgotten", "forgets nothing", retiresNothing()),
        new Breakage(
            "B20_what_others_follow_is_not_forgotten", "forgets what is followed", forgets()),
        new Breakage("B21_rooms_do_not_know_each_other", "ignores case", ignoresCase()));
  }

  private static Fault options(UnaryOperator<RoomOptions> otherwise) {
    return new Impatient() {
      @Override
      RoomOptions options(RoomOptions options) {
        return otherwise.apply(options);
      }
    };
  }

  private static Fault told(UnaryOperator<LogEntry> otherwise) {
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          @Override
          public void appended(LogEntry entry) {
            super.appended(otherwise.apply(entry));
          }
        };
      }
    };
  }

  private static Fault swaps() {
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          private @Nullable LogEntry held;

          @Override
          public void appended(LogEntry entry) {
            LogEntry before = held;
            held = before == null ? entry : null;
            if (before != null) {
              super.appended(entry);
              super.appended(before);
            }
          }
        };
      }
    };
  }

  private static Fault drops() {
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          @Override
          public void appended(LogEntry entry) {
            if (node != 1 || entry.event().position().offset() != 20) {
              super.appended(entry);
            }
          }
        };
      }
    };
  }

  private static Fault wakesNobody() {
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          @Override
          public void readable() {}
        };
      }
    };
  }

  private static Fault nothing() {
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          @Override
          public void opened(LogSnapshot snapshot) {
            super.opened(new LogSnapshot(snapshot.head(), snapshot.state(), List.of()));
          }
        };
      }
    };
  }

  private static Fault scrubsNothing() {
    Map<Position, LogEntry> before = new ConcurrentHashMap<>();
    return new Impatient() {
      @Override
      LogTail tells(int node, LogTail tail) {
        return new TailOf(tail) {
          @Override
          public void opened(LogSnapshot snapshot) {
            super.opened(
                new LogSnapshot(snapshot.head(), snapshot.state(), asTold(snapshot.recent())));
          }

          @Override
          public void appended(LogEntry entry) {
            before.put(entry.event().position(), entry);
            super.appended(entry);
          }
        };
      }

      private List<LogEntry> asTold(List<LogEntry> entries) {
        return entries.stream()
            .map(each -> before.getOrDefault(each.event().position(), each))
            .toList();
      }

      @Override
      CompletionStage<List<LogEntry>> reads(RoomLog log, Position upTo, int maxEvents) {
        return log.read(upTo, maxEvents).thenApply(this::asTold);
      }
    };
  }

  private static Fault readsMore() {
    return new Impatient() {
      @Override
      CompletionStage<List<LogEntry>> reads(RoomLog log, Position before, int maxEvents) {
        return log.read(before, maxEvents + 1);
      }
    };
  }

  private static Fault signalsToNobody() {
    return new Impatient() {
      @Override
      void signals(RoomLog log, Signal signal) {}
    };
  }

  private static Fault closesNothing() {
    return new Impatient() {
      @Override
      void closes(RoomLog log) {}
    };
  }

  private static Fault closesForAll() {
    return new Impatient() {
      private volatile boolean closed;

      @Override
      void closes(RoomLog log) {
        closed = true;
        log.close();
      }

      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return closed
            ? CompletableFuture.failedFuture(new IllegalStateException("closed"))
            : log.append(asked, origin);
      }
    };
  }

  private static Fault retiresNothing() {
    return new Impatient() {
      @Override
      void retires(RoomLog log) {
        log.close();
      }
    };
  }

  private static Fault forgets() {
    return new Impatient() {
      private final AtomicInteger retired = new AtomicInteger();

      @Override
      RoomName room(RoomName room) {
        return new RoomName(room + "-" + retired.get());
      }

      @Override
      void retires(RoomLog log) {
        retired.incrementAndGet();
        log.retire();
      }
    };
  }

  private static Fault ignoresCase() {
    return new Impatient() {
      @Override
      RoomName room(RoomName room) {
        return new RoomName(room.value().toLowerCase(Locale.ROOT));
      }
    };
  }
}
