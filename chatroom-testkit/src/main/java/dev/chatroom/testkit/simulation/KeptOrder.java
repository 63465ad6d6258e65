package dev.chatroom.testkit.simulation;

import dev.chatroom.Ban;
import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.LogEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps order is kept: who is muted says nothing, who is banned neither comes in nor says
 * anything, only members are where others may not be, and sessions of who was removed end.
 */
final class KeptOrder implements Law {

  static final String LAW = "order (what moderators do holds)";

  private final Shape shape;
  private final Breaches breaches;
  private final Clock clock;
  private final Set<SimulatedConnection> skipped = new HashSet<>();
  private final Map<RoomTruth, House> houses = new HashMap<>();

  KeptOrder(Shape shape, Breaches breaches, Clock clock) {
    this.shape = shape;
    this.breaches = breaches;
    this.clock = clock;
  }

  private House of(RoomTruth room) {
    return houses.computeIfAbsent(room, each -> new House());
  }

  @Override
  public void appended(RoomTruth room, LogEntry entry) {
    of(room).meets(entry);
  }

  @Override
  public Watch watch(SimulatedConnection connection) {
    return new Endings(connection);
  }

  /** Whether what ends a connection has happened while it was there, and not before. */
  private void isTrue(String reason, SimulatedConnection connection) {
    boolean isSo =
        switch (reason) {
          case "kicked" -> happened(RoomEvent.Kicked.class, connection);
          case "banned" -> happened(RoomEvent.Banned.class, connection);
          default -> true;
        };
    breaches.expect(isSo, LAW, () -> "closed " + reason + " for nothing: " + connection);
  }

  private boolean happened(Class<? extends RoomEvent> kind, SimulatedConnection connection) {
    return houses.keySet().stream()
        .filter(room -> room.name().equals(connection.room().name()))
        .flatMap(
            room ->
                room.after(0).stream().filter(each -> connection.wasThereAt(room, offset(each))))
        .anyMatch(each -> kind.isInstance(each.event()) && ends(each.event(), connection));
  }

  private static long offset(LogEntry entry) {
    return entry.event().position().offset();
  }

  private static boolean ends(RoomEvent event, SimulatedConnection connection) {
    return (event instanceof RoomEvent.Kicked kick
            && kick.occupant().id().equals(connection.identity()))
        || (event instanceof RoomEvent.Banned banned
            && banned.ban().isInForce(event.time())
            && banned.ban().meets(connection.identity(), connection.address()));
  }

  @Override
  public void settled(Collection<SimulatedConnection> live) {
    for (SimulatedConnection each : live) {
      of(each.room()).mayBeConnected(each);
    }
  }

  private final class Endings implements Watch {

    private final SimulatedConnection connection;
    private boolean begun;

    Endings(SimulatedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void wrote(Frame frame) {
      if (frame.event().equals("reset") || (!begun && isLate())) {
        skipped.add(connection);
      }
      begun = true;
      if (frame.event().equals("closed")) {
        isTrue(Fields.text(frame.data(), "reason"), connection);
      }
    }

    /** Whether what it was to begin with may not have been kept until it began to read. */
    private boolean isLate() {
      long told = connection.told();
      long from = connection.attachedAt();
      return told - from >= shape.logEvents()
          || connection.room().bytes(from, told) > shape.logBytes();
    }
  }

  private final class House {

    private final Map<String, Ban> bans = new HashMap<>();
    private final Map<String, Instant> mutes = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Map<String, Role> roles = new HashMap<>();
    private boolean membersOnly;
    private @Nullable String kicked;

    void meets(LogEntry entry) {
      RoomEvent event = entry.event();
      if (kicked != null) {
        boolean isOut =
            event instanceof RoomEvent.Left left
                && left.occupant().id().equals(kicked)
                && left.reason() == LeaveReason.KICKED;
        breaches.expect(isOut, LAW, () -> "after a kick comes " + event);
        kicked = null;
      }
      if (event instanceof RoomEvent.Posted posted) {
        maySay(posted.message(), entry);
      } else if (event instanceof RoomEvent.Whispered whispered) {
        maySay(whispered.message(), entry);
      } else if (event instanceof RoomEvent.Joined joined) {
        roles.put(joined.occupant().id(), joined.occupant().role());
        mayBeHere(joined.occupant().id(), entry);
      } else if (event instanceof RoomEvent.RoleChanged changed) {
        roles.put(changed.occupant().id(), changed.occupant().role());
      } else if (event instanceof RoomEvent.Kicked kick) {
        kicked = kick.occupant().id();
      } else {
        remember(event);
      }
    }

    private void remember(RoomEvent event) {
      if (event instanceof RoomEvent.Banned banned) {
        bans.put(key(banned.ban()), banned.ban());
      } else if (event instanceof RoomEvent.Unbanned unbanned) {
        bans.remove(key(unbanned.ban()));
      } else if (event instanceof RoomEvent.Muted muted) {
        Instant until = muted.until();
        mutes.put(muted.occupant().id(), until == null ? Instant.MAX : until);
      } else if (event instanceof RoomEvent.Unmuted unmuted) {
        mutes.remove(unmuted.occupant().id());
      } else if (event instanceof RoomEvent.AccessChanged changed) {
        membersOnly = changed.access().membersOnly();
      } else if (event instanceof RoomEvent.MembershipChanged changed) {
        if (changed.member()) {
          members.add(changed.identity());
        } else {
          members.remove(changed.identity());
        }
      }
    }

    private static String key(Ban ban) {
      return ban.kind() + " " + ban.value();
    }

    private void maySay(ChatMessage message, LogEntry entry) {
      if (message.author().isEmpty()) {
        return;
      }
      Instant until = mutes.get(message.author());
      breaches.expect(
          until == null || !message.time().isBefore(until),
          LAW,
          () -> "somebody is muted until " + until + ", and says " + message);
      mayBeHere(message.author(), entry);
    }

    private void mayBeHere(String identity, LogEntry entry) {
      boolean isBanned =
          bans.values().stream()
              .anyMatch(
                  ban ->
                      ban.isInForce(entry.event().time())
                          && ban.meets(identity, entry.origin().address()));
      breaches.expect(!isBanned, LAW, () -> "who is banned is met at " + entry);
      breaches.expect(
          !membersOnly || members.contains(identity) || roles.get(identity) == Role.MODERATOR,
          LAW,
          () -> "who is no member is met at " + entry);
    }

    /** It has read everything, so it has read that it is not wanted. */
    void mayBeConnected(SimulatedConnection connection) {
      Long since = connection.sinceHere();
      boolean hasReadAll = !skipped.contains(connection) && !connection.hasMoved();
      for (LogEntry each : connection.room().after(since == null ? 0 : since)) {
        breaches.expect(
            !hasReadAll
                || !connection.wasThereAt(connection.room(), offset(each))
                || !ends(each.event(), connection),
            LAW,
            () -> each.event() + " does not end " + connection);
      }
      breaches.expect(
          bans.values().stream()
              .noneMatch(
                  ban ->
                      ban.isInForce(clock.instant())
                          && ban.meets(connection.identity(), connection.address())),
          LAW,
          () -> "banned, and not ended: " + connection);
      breaches.expect(
          !membersOnly
              || members.contains(connection.identity())
              || roles.get(connection.identity()) == Role.MODERATOR
              || Setting.isModerator(connection.identity()),
          LAW,
          () -> "no member, and not ended: " + connection);
    }
  }
}
