package dev.chatroom.testkit.backplane;

import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomAccess;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomLog;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** What can go wrong with commands. */
final class CommandFaults {

  private CommandFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "B02_accepted_has_the_position_of_its_event", "says the next position", wrong()),
        new Breakage(
            "B02_what_changes_nothing_is_accepted_where_the_log_stands",
            "refuses what changes nothing",
            asked(c -> c instanceof Command.Attach ? new Command.Unmute("nobody", null) : c)),
        new Breakage("B03_refused_leaves_no_trace", "says what it refuses", leavesATrace()),
        new Breakage(
            "B04_commands_take_effect_in_the_order_of_the_calls", "long ones come later", late()),
        new Breakage(
            "B05_same_verdict_as_in_memory", "counts in milliseconds", asked(CommandFaults::cut)),
        new Breakage("B10_one_owner_in_a_race", "has two owners", twoOwners()),
        new Breakage(
            "B11_nickname_is_free_after_its_owner_has_gone",
            "never frees a name",
            new Remembering() {
              @Override
              Object what(Command command) {
                return command instanceof Command.Claim claim
                    ? claim.nickname().key()
                    : new Object();
              }
            }),
        new Breakage(
            "B12_occupant_stays_with_the_last_session",
            "all let go when one does",
            asked(
                c ->
                    c instanceof Command.Detach detach
                        ? new Command.Leave(detach.occupant(), detach.reason())
                        : c)),
        new Breakage(
            "B13_same_key_is_said_once",
            "forgets keys",
            asked(
                c ->
                    c instanceof Command.Post post
                        ? new Command.Post(post.occupant(), post.text(), post.claimFirst(), null)
                        : c)),
        new Breakage(
            "B13_same_key_of_another_is_another",
            "has one key for all",
            new Remembering() {
              @Override
              Object what(Command command) {
                return command instanceof Command.Post post && post.key() != null
                    ? post.key()
                    : new Object();
              }
            }),
        new Breakage(
            "B14_key_is_forgotten_with_its_message",
            "never forgets a key",
            new Remembering() {
              @Override
              Object what(Command command) {
                return command instanceof Command.Post post && post.key() != null
                    ? List.of(post.occupant(), post.key())
                    : new Object();
              }
            }),
        new Breakage(
            "B15_what_is_no_message_is_not_deleted", "deletes what is not there", deletesAll()),
        new Breakage(
            "B22_order_is_kept_at_all_nodes",
            "forgets the password",
            asked(
                c ->
                    c instanceof Command.ChangeAccess change
                        ? new Command.ChangeAccess(open(change.access()), null)
                        : c)),
        new Breakage("B23_no_more_is_remembered_than_may_be", "remembers less", remembersLess()));
  }

  private static RoomAccess open(RoomAccess access) {
    return access.password(null);
  }

  private static Command cut(Command command) {
    return command instanceof Command.Mute mute && mute.until() != null
        ? new Command.Mute(mute.target(), mute.until().truncatedTo(ChronoUnit.MILLIS), mute.by())
        : command;
  }

  private static CompletionStage<AppendResult> refused(Refusal reason) {
    return CompletableFuture.completedFuture(new AppendResult.Rejected(reason, null));
  }

  private static Fault asked(UnaryOperator<Command> otherwise) {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return log.append(otherwise.apply(asked), origin);
      }
    };
  }

  private static Fault wrong() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return log.append(asked, origin)
            .thenApply(
                result ->
                    result instanceof AppendResult.Appended appended
                        ? new AppendResult.Appended(next(appended.position()))
                        : result);
      }
    };
  }

  private static Position next(Position position) {
    return new Position(position.epoch(), position.offset() + 1);
  }

  private static Fault leavesATrace() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        AppendResult result = log.append(asked, origin).toCompletableFuture().join();
        return result instanceof AppendResult.Rejected rejected
            ? log.append(
                    new Command.Announce(Holder.nickname("System"), rejected.reason().code()),
                    origin)
                .thenApply(said -> result)
            : CompletableFuture.completedFuture(result);
      }
    };
  }

  private static Fault late() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        if (!(asked instanceof Command.Post post) || post.text().length() < 1_000) {
          return log.append(asked, origin);
        }
        return CompletableFuture.supplyAsync(
                () -> log.append(asked, origin),
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
            .thenCompose(result -> result);
      }
    };
  }

  private static Fault twoOwners() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return asked instanceof Command.Claim claim && node == 1
            ? log.append(
                new Command.Claim(
                    claim.occupant(),
                    new Nickname(claim.nickname().text(), claim.nickname().key() + "2"),
                    claim.role(),
                    claim.maxOccupants()),
                origin)
            : log.append(asked, origin);
      }
    };
  }

  private static Fault deletesAll() {
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return asked instanceof Command.Delete delete
            ? CompletableFuture.completedFuture(new AppendResult.Appended(delete.message()))
            : log.append(asked, origin);
      }
    };
  }

  private static Fault remembersLess() {
    AtomicInteger members = new AtomicInteger();
    return new Impatient() {
      @Override
      CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
        return asked instanceof Command.ChangeMembership && members.incrementAndGet() > 5_000
            ? refused(Refusal.TOO_MANY)
            : log.append(asked, origin);
      }
    };
  }

  /** Has one outcome for all that is the same, for ever. */
  private abstract static class Remembering extends Impatient {

    private final Map<Object, CompletionStage<AppendResult>> known = new ConcurrentHashMap<>();
    private final Map<Object, String> first = new ConcurrentHashMap<>();

    abstract Object what(Command command);

    @Override
    CompletionStage<AppendResult> appends(int node, RoomLog log, Command asked, Origin origin) {
      Object what = what(asked);
      String session =
          Objects.requireNonNullElse(first.putIfAbsent(what, origin.session()), origin.session());
      if (asked instanceof Command.Claim) {
        return session.equals(origin.session())
            ? log.append(asked, origin)
            : refused(Refusal.NICKNAME_TAKEN);
      }
      return known.computeIfAbsent(what, none -> log.append(asked, origin));
    }
  }
}
