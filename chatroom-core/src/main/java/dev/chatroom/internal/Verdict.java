package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import dev.chatroom.spi.RoomState.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the state of a room says to a command: a pure function of the two, and of the time. */
sealed interface Verdict {

  /** It may happen. */
  sealed interface Allow extends Verdict {

    /** Returns the events that it becomes, in order; none when there is nothing to change. */
    List<Draft> drafts();
  }

  /** It becomes several events, or none. */
  record Several(List<Draft> drafts) implements Allow {}

  /** It may not, or not before a time has passed. */
  record Deny(Refusal reason, @Nullable Duration retryAfter) implements Verdict {

    Deny(Refusal reason) {
      this(reason, null);
    }
  }

  /** It becomes one event, which still needs its place and time: what most commands come to. */
  @FunctionalInterface
  non-sealed interface Draft extends Allow {
    RoomEvent at(Position position, Instant time);

    @Override
    default List<Draft> drafts() {
      return List.of(this);
    }
  }

  /** Decides about a command; changes nothing. */
  static Verdict on(Command command, Origin origin, RoomFold room, Instant now) {
    if (command instanceof Command.Claim claim) {
      return claim(claim, origin, room, now);
    } else if (command instanceof Command.Post post) {
      return post(post, origin, room, now);
    } else if (command instanceof Command.Whisper whisper) {
      return whisper(whisper, origin, room, now);
    } else if (command instanceof Command.Announce announce) {
      return allow((at, time) -> posted(at, time, announce.sender(), announce.text(), ""));
    } else if (command instanceof Command.Attach attach) {
      return attach(attach.occupant(), origin, room);
    } else if (command instanceof Command.Detach detach) {
      return detach(detach, origin, room);
    } else if (command instanceof Command.Leave leave) {
      return leave(room.byId(leave.occupant()), leave.reason());
    } else {
      return ModeratorsVerdict.on((Command.Moderate) command, room, now);
    }
  }

  private static Verdict claim(Command.Claim claim, Origin origin, RoomFold room, Instant now) {
    String id = claim.occupant();
    Nickname nickname = claim.nickname();
    if (room.isBanned(id, origin.address(), now)) {
      return new Deny(Refusal.BANNED);
    }
    Occupant owner = room.byKey(nickname.key());
    if (owner != null && !owner.id().equals(id)) {
      boolean sameText = owner.nickname().text().equalsIgnoreCase(nickname.text());
      return new Deny(sameText ? Refusal.NICKNAME_TAKEN : Refusal.NICKNAME_CONFUSABLE);
    }
    Seat seat = room.seatOf(id);
    if (seat == null) {
      return join(claim, room);
    }
    Occupant before = seat.occupant();
    Occupant after = before.named(nickname);
    List<Draft> drafts = new ArrayList<>();
    if (!after.equals(before)) {
      drafts.add((at, time) -> new RoomEvent.Renamed(at, time, after, before.nickname()));
    }
    if (!seat.sessions().containsKey(origin.session())) {
      drafts.add((at, time) -> new RoomEvent.Attached(at, time, after, origin.session()));
    }
    return new Several(drafts);
  }

  private static Verdict join(Command.Claim claim, RoomFold room) {
    Occupant comer = new Occupant(claim.occupant(), claim.nickname(), claim.role());
    if (isShutOut(comer, room)) {
      return new Deny(Refusal.MEMBERS_ONLY);
    }
    if (room.size() >= claim.maxOccupants()) {
      return new Deny(Refusal.ROOM_FULL);
    }
    return allow((at, time) -> new RoomEvent.Joined(at, time, comer));
  }

  private static Verdict attach(String occupant, Origin origin, RoomFold room) {
    Seat seat = room.seatOf(occupant);
    String session = origin.session();
    return seat == null || seat.sessions().containsKey(session)
        ? new Several(List.of())
        : allow((at, time) -> new RoomEvent.Attached(at, time, seat.occupant(), session));
  }

  static Verdict detach(Command.Detach detach, Origin origin, RoomFold room) {
    Seat seat = room.seatOf(detach.occupant());
    String session = origin.session();
    if (seat == null || !seat.sessions().containsKey(session)) {
      return new Several(List.of());
    }
    return seat.sessions().size() == 1
        ? leave(seat.occupant(), detach.reason())
        : allow((at, time) -> new RoomEvent.Detached(at, time, seat.occupant(), session));
  }

  /** Whoever holds the nickname, all of them let go. */
  static Verdict leave(@Nullable Occupant occupant, LeaveReason reason) {
    return occupant == null
        ? new Several(List.of())
        : allow((at, time) -> new RoomEvent.Left(at, time, occupant, reason));
  }

  private static Verdict post(Command.Post post, Origin origin, RoomFold room, Instant now) {
    if (room.isBanned(post.occupant(), origin.address(), now)) {
      return new Deny(Refusal.BANNED);
    }
    Occupant sender = room.byId(post.occupant());
    if (sender != null) {
      Deny silenced = silenced(sender, room, now);
      return silenced != null
          ? silenced
          : allow((at, t) -> posted(at, t, sender.nickname(), post.text(), sender.id()));
    }
    Command.Claim first = post.claimFirst();
    if (first == null) {
      return new Deny(Refusal.NICKNAME_REQUIRED);
    }
    Verdict claimed = claim(first, origin, room, now);
    if (!(claimed instanceof Allow allowed)) {
      return claimed;
    }
    Occupant comer = new Occupant(first.occupant(), first.nickname(), first.role());
    Deny silenced = silenced(comer, room, now);
    if (silenced != null) {
      return silenced;
    }
    List<Draft> drafts = new ArrayList<>(allowed.drafts());
    drafts.add((at, time) -> posted(at, time, first.nickname(), post.text(), comer.id()));
    return new Several(drafts);
  }

  private static Verdict whisper(
      Command.Whisper whisper, Origin origin, RoomFold room, Instant now) {
    if (room.isBanned(whisper.occupant(), origin.address(), now)) {
      return new Deny(Refusal.BANNED);
    }
    Occupant sender = room.byId(whisper.occupant());
    if (sender == null) {
      return new Deny(Refusal.NICKNAME_REQUIRED);
    }
    Occupant recipient = room.byKey(whisper.recipientKey());
    if (recipient == null) {
      return new Deny(Refusal.OCCUPANT_UNKNOWN);
    }
    Deny silenced = silenced(sender, room, now);
    return silenced != null
        ? silenced
        : allow(
            (at, time) ->
                new RoomEvent.Whispered(
                    new ChatMessage(at, time, sender.nickname(), whisper.text(), sender.id()),
                    recipient));
  }

  /** Decides about what becomes no event: who may not speak does not do it by signals either. */
  static Verdict signal(String id, String address, RoomFold room, Instant now) {
    if (room.isBanned(id, address, now)) {
      return new Deny(Refusal.BANNED);
    }
    Occupant sender = room.byId(id);
    if (sender == null) {
      return new Deny(Refusal.NICKNAME_REQUIRED);
    }
    Deny silenced = silenced(sender, room, now);
    return silenced != null ? silenced : new Several(List.of());
  }

  private static @Nullable Deny silenced(Occupant sender, RoomFold room, Instant now) {
    if (isShutOut(sender, room)) {
      return new Deny(Refusal.MEMBERS_ONLY);
    }
    Instant until = room.mutedUntil(sender.id(), now);
    if (until != null) {
      return new Deny(
          Refusal.MUTED, until.equals(Instant.MAX) ? null : Duration.between(now, until));
    }
    return room.access().moderated() && sender.role() == Role.VISITOR
        ? new Deny(Refusal.VOICE_REQUIRED)
        : null;
  }

  private static boolean isShutOut(Occupant occupant, RoomFold room) {
    return room.access().membersOnly() && !room.isMember(occupant.id()) && !isAlwaysIn(occupant);
  }

  /** Who keeps order in a room is not shut out of it (XEP-0045 §5.2.1, Table 6). */
  static boolean isAlwaysIn(@Nullable Occupant occupant) {
    return occupant != null && occupant.role() == Role.MODERATOR;
  }

  private static RoomEvent posted(
      Position at, Instant time, Nickname sender, String text, String author) {
    return new RoomEvent.Posted(new ChatMessage(at, time, sender, text, author));
  }

  /** Allows one event. */
  static Verdict allow(Draft draft) {
    return draft;
  }
}
