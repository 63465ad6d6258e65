package dev.chatroom.internal;

import dev.chatroom.ChatMessage;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomEvent;
import dev.chatroom.spi.Command;
import java.time.Instant;
import java.util.List;

/** What the state of a room says to a command: a pure function of the two. */
sealed interface Verdict {

  /** It may happen, and becomes these events, none of them when there is nothing to change. */
  record Allow(List<Draft> drafts) implements Verdict {}

  /** It may not. */
  record Deny(Refusal reason) implements Verdict {}

  /** An event that still needs its place and time. */
  @FunctionalInterface
  interface Draft {
    RoomEvent at(Position position, Instant time);
  }

  /** Decides about a command; changes nothing. */
  static Verdict on(Command command, Occupants present) {
    if (command instanceof Command.Claim claim) {
      return claim(claim.occupant(), claim.nickname(), present);
    } else if (command instanceof Command.Post post) {
      return post(post, present);
    } else {
      return leave((Command.Leave) command, present);
    }
  }

  private static Verdict claim(String id, Nickname nickname, Occupants present) {
    Occupant owner = present.byKey(nickname.key());
    if (owner != null && !owner.id().equals(id)) {
      return new Deny(Refusal.NICKNAME_TAKEN);
    }
    Occupant before = present.byId(id);
    Occupant after = new Occupant(id, nickname);
    if (before == null) {
      return allow((position, time) -> new RoomEvent.Joined(position, time, after));
    }
    return after.equals(before)
        ? new Allow(List.of())
        : allow((at, time) -> new RoomEvent.Renamed(at, time, after, before.nickname()));
  }

  private static Verdict post(Command.Post post, Occupants present) {
    Occupant sender = present.byId(post.occupant());
    if (sender != null) {
      return allow(posted(sender.nickname(), post.text()));
    }
    Nickname claimFirst = post.claimFirst();
    if (claimFirst == null) {
      return new Deny(Refusal.NICKNAME_REQUIRED);
    }
    return claim(post.occupant(), claimFirst, present) instanceof Allow claimed
        ? new Allow(List.of(claimed.drafts().get(0), posted(claimFirst, post.text())))
        : new Deny(Refusal.NICKNAME_TAKEN);
  }

  private static Verdict leave(Command.Leave leave, Occupants present) {
    Occupant occupant = present.byId(leave.occupant());
    return occupant == null
        ? new Allow(List.of())
        : allow((position, time) -> new RoomEvent.Left(position, time, occupant, leave.reason()));
  }

  private static Draft posted(Nickname sender, String text) {
    return (position, time) -> new RoomEvent.Posted(new ChatMessage(position, time, sender, text));
  }

  private static Verdict allow(Draft draft) {
    return new Allow(List.of(draft));
  }
}
