package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.internal.Verdict.Draft;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a room says to what keeps order in it.
 *
 * <p>Whom a ban of an address or a closed door meets is not looked for here, which would take the
 * longer the more are in: each of their sessions ends itself when it reads of it, and until then is
 * refused.
 */
final class ModeratorsVerdict {

  private ModeratorsVerdict() {}

  static Verdict on(Command.Moderate command, RoomFold room, Instant now) {
    Nickname by = command.by();
    if (command instanceof Command.Kick kick) {
      Occupant target = room.byKey(kick.target());
      return target == null ? nobody() : new Verdict.Several(kicked(target, by, kick.reason()));
    } else if (command instanceof Command.BanOccupant ban) {
      return ban(ban, room, now);
    } else if (command instanceof Command.SetBan set) {
      return ban(List.of(set.ban()), by, room, now);
    } else if (command instanceof Command.LiftBan lift) {
      Ban ban = room.ban(lift.kind(), lift.value());
      return ban == null
          ? nothing()
          : Verdict.allow((at, time) -> new RoomEvent.Unbanned(at, time, ban, by));
    } else if (command instanceof Command.Mute mute) {
      return mute(mute, room, now);
    } else if (command instanceof Command.Unmute unmute) {
      return unmute(unmute, room, now);
    } else if (command instanceof Command.ChangeRole change) {
      return changeRole(change, room);
    } else if (command instanceof Command.ChangeSubject change) {
      return changeSubject(change.text(), by, room);
    } else if (command instanceof Command.Delete delete) {
      return Verdict.allow((at, time) -> new RoomEvent.Deleted(at, time, delete.message(), by));
    } else if (command instanceof Command.ChangeAccess change) {
      return changeAccess(change, room);
    } else {
      return changeMembership((Command.ChangeMembership) command, room);
    }
  }

  private static Verdict nobody() {
    return new Verdict.Deny(Refusal.OCCUPANT_UNKNOWN);
  }

  private static Verdict nothing() {
    return new Verdict.Several(List.of());
  }

  private static List<Draft> kicked(Occupant target, @Nullable Nickname by, String reason) {
    return List.of(
        (at, time) -> new RoomEvent.Kicked(at, time, target, by, reason),
        (at, time) -> new RoomEvent.Left(at, time, target, LeaveReason.KICKED));
  }

  private static Verdict ban(Command.BanOccupant ban, RoomFold room, Instant now) {
    Occupant target = room.byKey(ban.target());
    Seat seat = target == null ? null : room.seatOf(target.id());
    if (target == null || seat == null) {
      return nobody();
    }
    List<Ban> bans = new ArrayList<>();
    bans.add(new Ban(Ban.Kind.IDENTITY, target.id(), ban.until(), ban.reason()));
    if (ban.addressesToo()) {
      // In order, so that it is the same order wherever it is decided.
      Set<String> addresses = new TreeSet<>(seat.sessions().values());
      addresses.remove("");
      for (String address : addresses) {
        bans.add(new Ban(Ban.Kind.ADDRESS, address, ban.until(), ban.reason()));
      }
    }
    return ban(bans, ban.by(), room, now);
  }

  private static Verdict ban(List<Ban> bans, @Nullable Nickname by, RoomFold room, Instant now) {
    if (!room.canRemember(bans, now)) {
      return new Verdict.Deny(Refusal.TOO_MANY);
    }
    List<Draft> drafts = new ArrayList<>();
    for (Ban ban : bans) {
      drafts.add((at, time) -> new RoomEvent.Banned(at, time, ban, by));
      if (ban.kind() == Ban.Kind.IDENTITY && ban.isInForce(now)) {
        drafts.addAll(removed(room.byId(ban.value()), LeaveReason.BANNED));
      }
    }
    return new Verdict.Several(drafts);
  }

  private static List<Draft> removed(@Nullable Occupant occupant, LeaveReason reason) {
    return ((Verdict.Allow) Verdict.leave(occupant, reason)).drafts();
  }

  private static Verdict mute(Command.Mute mute, RoomFold room, Instant now) {
    Occupant target = room.byKey(mute.target());
    if (target == null) {
      return nobody();
    }
    return room.canRememberMute(target.id(), now)
        ? Verdict.allow(
            (at, time) -> new RoomEvent.Muted(at, time, target, mute.until(), mute.by()))
        : new Verdict.Deny(Refusal.TOO_MANY);
  }

  private static Verdict unmute(Command.Unmute unmute, RoomFold room, Instant now) {
    Occupant target = room.byKey(unmute.target());
    if (target == null) {
      return nobody();
    }
    return room.mutedUntil(target.id(), now) == null
        ? nothing()
        : Verdict.allow((at, time) -> new RoomEvent.Unmuted(at, time, target, unmute.by()));
  }

  private static Verdict changeRole(Command.ChangeRole change, RoomFold room) {
    Occupant target = room.byKey(change.target());
    if (target == null) {
      return nobody();
    }
    Occupant after = target.as(change.role());
    return after.equals(target)
        ? nothing()
        : Verdict.allow(
            (at, time) -> new RoomEvent.RoleChanged(at, time, after, target.role(), change.by()));
  }

  private static Verdict changeSubject(String text, @Nullable Nickname by, RoomFold room) {
    Subject before = room.subject();
    return text.equals(before == null ? "" : before.text())
        ? nothing()
        : Verdict.allow((at, t) -> new RoomEvent.SubjectChanged(at, new Subject(text, by, t)));
  }

  private static Verdict changeAccess(Command.ChangeAccess change, RoomFold room) {
    return change.access().equals(room.access())
        ? nothing()
        : Verdict.allow(
            (at, t) -> new RoomEvent.AccessChanged(at, t, change.access(), change.by()));
  }

  private static Verdict changeMembership(Command.ChangeMembership change, RoomFold room) {
    String identity = change.identity();
    if (room.isMember(identity) == change.member()) {
      return nothing();
    }
    if (change.member() && room.memberCount() >= RoomState.MAX_REMEMBERED) {
      return new Verdict.Deny(Refusal.TOO_MANY);
    }
    List<Draft> drafts = new ArrayList<>();
    drafts.add(
        (at, t) -> new RoomEvent.MembershipChanged(at, t, identity, change.member(), change.by()));
    Occupant occupant = room.byId(identity);
    if (!change.member() && room.access().membersOnly() && !Verdict.isAlwaysIn(occupant)) {
      drafts.addAll(removed(occupant, LeaveReason.NOT_A_MEMBER));
    }
    return new Verdict.Several(drafts);
  }
}
