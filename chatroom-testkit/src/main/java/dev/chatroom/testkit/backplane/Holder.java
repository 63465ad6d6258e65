package dev.chatroom.testkit.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.LeaveReason;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.Role;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A session at one node, of an occupant who is called by a name. What ends in {@code s} waits for
 * the result, and the command is accepted.
 */
public final class Holder {

  /** So many that no room is full by it. */
  static final int MANY = 10_000;

  private final FollowedLog log;
  private final String name;
  private final String session;
  private final String address;
  private final AtomicLong commands = new AtomicLong();

  Holder(FollowedLog log, String name, String session, String address) {
    this.log = log;
    this.name = name;
    this.session = session;
    this.address = address;
  }

  /** Returns another session of the same occupant at the same node. */
  Holder with(String otherSession, String otherAddress) {
    return new Holder(log, name, otherSession, otherAddress);
  }

  static Nickname nickname(String text) {
    return new Nickname(text, text.toLowerCase(Locale.ROOT));
  }

  String id() {
    return "id of " + name;
  }

  String session() {
    return session;
  }

  Nickname nickname() {
    return nickname(name);
  }

  String key() {
    return nickname().key();
  }

  Occupant occupant() {
    return new Occupant(id(), nickname());
  }

  Command.Claim claim() {
    return claim(name);
  }

  Command.Claim claim(String text) {
    return new Command.Claim(id(), nickname(text), Role.PARTICIPANT, MANY);
  }

  Command.Post post(String text) {
    return post(text, null);
  }

  Command.Post post(String text, @Nullable String key) {
    return new Command.Post(id(), text, null, key);
  }

  /** Counts on with each call. */
  Origin origin() {
    return new Origin(session, commands.incrementAndGet(), address);
  }

  /**
   * Appends, and waits for the result.
   *
   * @param command what
   * @return what became of it
   */
  public AppendResult asks(Command command) {
    return log.asks(command, origin());
  }

  /**
   * Appends what is accepted.
   *
   * @param command what
   * @return where
   */
  public Position does(Command command) {
    return FollowedLog.accepted(asks(command));
  }

  void isRefused(Refusal reason, Command command) {
    assertThat(asks(command))
        .as("%s of %s", command.getClass().getSimpleName(), name)
        .isInstanceOfSatisfying(
            AppendResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  /**
   * Claims the nickname.
   *
   * @return this
   */
  public Holder claims() {
    does(claim());
    return this;
  }

  /**
   * Says something.
   *
   * @param text what
   * @return where
   */
  public Position posts(String text) {
    return does(post(text));
  }

  /** Says something, and waits until its own node was told. */
  Position tells(String text) {
    Position said = posts(text);
    log.sees(said);
    return said;
  }

  Position leaves() {
    return does(new Command.Leave(id(), LeaveReason.LEFT));
  }

  Position attaches() {
    return does(new Command.Attach(id()));
  }

  Position detaches() {
    return does(new Command.Detach(id(), LeaveReason.DISCONNECTED));
  }
}
