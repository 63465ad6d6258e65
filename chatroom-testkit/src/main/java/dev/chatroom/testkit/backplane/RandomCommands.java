package dev.chatroom.testkit.backplane;

import dev.chatroom.Ban;
import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Position;
import dev.chatroom.Role;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomPassword;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Commands of all kinds, of few who meet often, in texts that are hard to write down. The same seed
 * makes the same ones.
 */
final class RandomCommands {

  private static final int SESSIONS_OF_EACH = 3;

  private static final List<String> IDS =
      List.of(
          "tom",
          "ann",
          "~zoe",
          "bob:1",
          "\"mia\"",
          "kim 🙂",
          "a\\b",
          "x\u0000y",
          "l\u2028n",
          "{jo}");

  private static final List<String> ADDRESSES = List.of("", "192.0.2.7", "2001:db8::1", "\"?\"");

  private static final List<Nickname> NICKNAMES =
      List.of(
          new Nickname("Tom", "tom"),
          new Nickname("tOM", "tom"),
          new Nickname("T\u03bfm", "tom", "tom-"),
          new Nickname("Ann", "ann"),
          new Nickname("Änne", "änne", "anne"),
          new Nickname("äNNE", "änne", "anne"),
          new Nickname("Straße", "strasse"),
          new Nickname("STRASSE", "strasse"),
          new Nickname("\u0130x", "i\u0307x"),
          new Nickname("ix", "i\u0307x"),
          new Nickname("𐐀𐐁", "𐐨𐐩"),
          new Nickname("𐐨𐐩", "𐐨𐐩"),
          new Nickname("O'Brien \"x\" \\", "o'brien \"x\" \\"),
          new Nickname("l\u2028n\u0000", "l\u2028n\u0000"),
          new Nickname("null", "null"),
          new Nickname("0", "0"));

  private final Random random;
  private final Ends ends;

  RandomCommands(long seed) {
    this.random = new Random(seed);
    this.ends = new Ends(random);
  }

  /** A command, and who asks for it. */
  record Asked(Command command, Origin origin) {

    /** Returns the same as it is asked at a log of another epoch. */
    Asked at(String epoch) {
      if (command instanceof Command.Delete delete && delete.message().epoch().equals(HERE)) {
        Position message = new Position(epoch, delete.message().offset());
        return new Asked(new Command.Delete(message, delete.by()), origin);
      }
      return this;
    }
  }

  /** Stands for the epoch of the log. */
  private static final String HERE = "here";

  /**
   * Makes the next one.
   *
   * @param number counts them
   * @param head the offset at which the log stands
   */
  Asked next(int number, long head) {
    String who = any(IDS);
    int session = random.nextInt(SESSIONS_OF_EACH);
    String address = ADDRESSES.get((who.length() + session) % ADDRESSES.size());
    Origin origin = new Origin(who + " session " + session, number, address);
    return new Asked(command(who, head), origin);
  }

  private Command command(String who, long head) {
    String target = any(NICKNAMES).key();
    return switch (random.nextInt(36)) {
      case 0, 1, 2, 3, 4, 5, 6 -> claim(who);
      case 7, 8, 9 -> new Command.Attach(who);
      case 10, 11, 12 -> new Command.Detach(who, reason());
      case 13 -> new Command.Leave(who, reason());
      case 14, 15, 16 -> new Command.Post(who, any(Texts.ALL), null, key());
      case 17, 18 -> new Command.Post(who, any(Texts.ALL), claim(who), key());
      case 19, 20 -> new Command.Whisper(who, target, any(Texts.ALL), key());
      case 21 -> new Command.Announce(any(NICKNAMES), any(Texts.ALL));
      case 22 -> new Command.Kick(target, any(Texts.ALL), by());
      case 23 -> new Command.ChangeSubject(random.nextInt(3) == 0 ? "" : any(Texts.ALL), by());
      case 24, 25 -> new Command.Delete(message(head), by());
      case 26 -> new Command.ChangeAccess(access(), by());
      case 27, 28 -> new Command.ChangeMembership(any(IDS), random.nextBoolean(), by());
      case 29 -> new Command.ChangeRole(target, any(List.of(Role.values())), by());
      default -> aboutWhoIsKeptOut(target);
    };
  }

  /** Lifted more often than set, or nobody would be in. */
  private Command aboutWhoIsKeptOut(String target) {
    String reason = any(Texts.ALL);
    return switch (random.nextInt(11)) {
      case 0 -> new Command.BanOccupant(target, random.nextBoolean(), ends.any(), reason, by());
      case 1 -> new Command.SetBan(new Ban(Ban.Kind.IDENTITY, any(IDS), ends.any(), reason), by());
      case 2 -> new Command.SetBan(new Ban(Ban.Kind.ADDRESS, address(), ends.any(), reason), by());
      case 3, 4, 5 -> new Command.LiftBan(Ban.Kind.IDENTITY, any(IDS), by());
      case 6, 7 -> new Command.LiftBan(Ban.Kind.ADDRESS, address(), by());
      case 8, 9 -> new Command.Mute(target, ends.any(), by());
      default -> new Command.Unmute(target, by());
    };
  }

  private Command.Claim claim(String who) {
    Role role = any(List.of(Role.values()));
    int maxOccupants = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : IDS.size();
    return new Command.Claim(who, any(NICKNAMES), role, maxOccupants);
  }

  private LeaveReason reason() {
    return any(List.of(LeaveReason.values()));
  }

  private @Nullable String key() {
    return random.nextBoolean() ? null : any(Texts.SHORT.subList(0, 4));
  }

  private @Nullable Nickname by() {
    return random.nextBoolean() ? null : any(NICKNAMES);
  }

  private String address() {
    return any(ADDRESSES.subList(1, ADDRESSES.size()));
  }

  /** The door is open most of the time, or nobody would be in. */
  private RoomAccess access() {
    RoomPassword password =
        random.nextInt(3) == 0 ? RoomPassword.of(any(Texts.SHORT), random) : null;
    return new RoomAccess(random.nextInt(3) == 0, random.nextInt(3) == 0, password);
  }

  private Position message(long head) {
    return switch (random.nextInt(8)) {
      case 0 -> new Position("other", Math.max(1, head));
      case 1 -> new Position(HERE, head + random.nextInt(3));
      case 2 -> new Position(HERE, random.nextLong(head + 1));
      default -> new Position(HERE, Math.max(0, head - random.nextInt(6)));
    };
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
