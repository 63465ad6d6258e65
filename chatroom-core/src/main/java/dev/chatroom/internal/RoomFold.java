package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.Occupant;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.Subject;
import dev.chatroom.spi.LogEntry;
import dev.chatroom.spi.RoomState;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a room is: the fold over the events of a log, apart from what was said. It is the same
 * wherever the same events are applied. Not safe for concurrent use.
 */
final class RoomFold {

  private final Map<String, Seat> byId = new LinkedHashMap<>();
  private final Map<String, Occupant> byKey = new HashMap<>();

  /** How many nicknames look like this. */
  private final Map<String, Integer> lookalikes = new HashMap<>(0);

  private final Set<String> members = new HashSet<>(0);
  private final Map<String, Ban> bans = new LinkedHashMap<>(0);
  private final Map<String, Instant> mutes = new HashMap<>(0);
  private @Nullable Subject subject;
  private RoomAccess access;

  RoomFold(RoomState state) {
    state.seats().forEach(this::seat);
    members.addAll(state.members());
    state.bans().forEach(ban -> bans.put(key(ban.kind(), ban.value()), ban));
    mutes.putAll(state.mutes());
    subject = state.subject();
    access = state.access();
  }

  /** Returns what it has come to. */
  RoomState state() {
    return new RoomState(
        List.copyOf(byId.values()), subject, access, members, List.copyOf(bans.values()), mutes);
  }

  /** Applies one event; returns whether it changed who is here, under which name. */
  boolean apply(LogEntry entry) {
    RoomEvent event = entry.event();
    if (event instanceof RoomEvent.Joined joined) {
      Map<String, String> first = Map.of(entry.origin().session(), entry.origin().address());
      seat(new Seat(joined.occupant(), first));
      return true;
    } else if (event instanceof RoomEvent.Left left) {
      unseat(left.occupant());
      return true;
    } else if (event instanceof RoomEvent.Renamed renamed) {
      reseat(renamed.occupant());
      return true;
    }
    applyOther(event, entry.origin().address());
    return false;
  }

  private void applyOther(RoomEvent event, String address) {
    if (event instanceof RoomEvent.Attached attached) {
      holds(attached.occupant().id(), attached.session(), address);
    } else if (event instanceof RoomEvent.Detached detached) {
      holds(detached.occupant().id(), detached.session(), null);
    } else if (event instanceof RoomEvent.RoleChanged changed) {
      reseat(changed.occupant());
    } else if (event instanceof RoomEvent.SubjectChanged changed) {
      subject = changed.subject().text().isEmpty() ? null : changed.subject();
    } else if (event instanceof RoomEvent.AccessChanged changed) {
      access = changed.access();
    } else if (event instanceof RoomEvent.MembershipChanged changed) {
      if (changed.member()) {
        members.add(changed.identity());
      } else {
        members.remove(changed.identity());
      }
    } else if (event instanceof RoomEvent.Banned banned) {
      bans.values().removeIf(each -> !each.isInForce(event.time()));
      bans.put(key(banned.ban().kind(), banned.ban().value()), banned.ban());
    } else if (event instanceof RoomEvent.Unbanned unbanned) {
      bans.remove(key(unbanned.ban().kind(), unbanned.ban().value()));
    } else if (event instanceof RoomEvent.Muted muted) {
      mutes.values().removeIf(until -> !event.time().isBefore(until));
      Instant until = muted.until();
      mutes.put(muted.occupant().id(), until == null ? Instant.MAX : until);
    } else if (event instanceof RoomEvent.Unmuted unmuted) {
      mutes.remove(unmuted.occupant().id());
    }
  }

  @Nullable Seat seatOf(String id) {
    return byId.get(id);
  }

  @Nullable Occupant byId(String id) {
    Seat seat = byId.get(id);
    return seat == null ? null : seat.occupant();
  }

  @Nullable Occupant byKey(String key) {
    return byKey.get(key);
  }

  Collection<Seat> seats() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  /** A rename keeps its place, since a linked map keeps the place of a key that it has. */
  List<Occupant> inOrderOfJoining() {
    return byId.values().stream().map(Seat::occupant).toList();
  }

  /** Returns whether somebody else is here whose nickname looks like this one. */
  boolean hasLookalike(Occupant claimer) {
    Occupant own = byId(claimer.id());
    String lookalike = claimer.nickname().lookalike();
    boolean isOwn = own != null && own.nickname().lookalike().equals(lookalike);
    return lookalikes.getOrDefault(lookalike, 0) > (isOwn ? 1 : 0);
  }

  @Nullable Subject subject() {
    return subject;
  }

  RoomAccess access() {
    return access;
  }

  boolean isMember(String identity) {
    return members.contains(identity);
  }

  int memberCount() {
    return members.size();
  }

  /** Returns whether more bans can be remembered; those that have ended are forgotten for them. */
  boolean canRemember(List<Ban> more, Instant now) {
    if (bans.size() + more.size() <= RoomState.MAX_REMEMBERED) {
      return true;
    }
    Set<String> after = more.stream().map(RoomFold::key).collect(Collectors.toSet());
    bansInForce(now).forEach(each -> after.add(key(each)));
    return after.size() <= RoomState.MAX_REMEMBERED;
  }

  /** Returns whether a mute can be remembered; those that have ended are forgotten for it. */
  boolean canRememberMute(String identity, Instant now) {
    return mutes.size() < RoomState.MAX_REMEMBERED
        || mutes.containsKey(identity)
        || mutes.values().stream().anyMatch(until -> !now.isBefore(until));
  }

  List<Ban> bansInForce(Instant now) {
    return bans.values().stream().filter(each -> each.isInForce(now)).toList();
  }

  @Nullable Ban ban(Ban.Kind kind, String value) {
    return bans.get(key(kind, value));
  }

  boolean isBanned(String identity, String address, Instant now) {
    return !bans.isEmpty()
        && (isInForce(ban(Ban.Kind.IDENTITY, identity), now)
            || isInForce(ban(Ban.Kind.ADDRESS, address), now));
  }

  /** Returns until when an identity is muted; nothing when it is not. */
  @Nullable Instant mutedUntil(String identity, Instant now) {
    Instant until = mutes.get(identity);
    return until != null && now.isBefore(until) ? until : null;
  }

  private static boolean isInForce(@Nullable Ban ban, Instant now) {
    return ban != null && ban.isInForce(now);
  }

  private static String key(Ban ban) {
    return key(ban.kind(), ban.value());
  }

  private static String key(Ban.Kind kind, String value) {
    return kind + " " + value;
  }

  private void seat(Seat seat) {
    Occupant occupant = seat.occupant();
    byId.put(occupant.id(), seat);
    byKey.put(occupant.nickname().key(), occupant);
    lookalikes.merge(occupant.nickname().lookalike(), 1, Integer::sum);
  }

  private void unseat(Occupant occupant) {
    byId.remove(occupant.id());
    forgetName(occupant);
  }

  private void reseat(Occupant changed) {
    Seat before = byId.get(changed.id());
    if (before != null) {
      forgetName(before.occupant());
      seat(new Seat(changed, before.sessions()));
    }
  }

  private void forgetName(Occupant occupant) {
    byKey.remove(occupant.nickname().key());
    lookalikes.computeIfPresent(
        occupant.nickname().lookalike(), (key, count) -> count == 1 ? null : count - 1);
  }

  private void holds(String id, String session, @Nullable String address) {
    Seat before = byId.get(id);
    if (before != null) {
      Map<String, String> sessions = new HashMap<>(before.sessions());
      if (address == null) {
        sessions.remove(session);
      } else {
        sessions.put(session, address);
      }
      byId.put(id, new Seat(before.occupant(), sessions));
    }
  }
}
