package dev.chatroom.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.CloseReason;
import dev.chatroom.testkit.Received;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a {@link Venue}: sends commands over the wire, waits for what is to come, and has a
 * record of all that came.
 *
 * <pre>{@code
 * tom.claim("tom").isAnswered("ok");
 * tom.say("hi");
 * ann.sees("tom说:hi").seesNicknames("tom");
 * }</pre>
 *
 * <p>The words are those of {@link dev.chatroom.testkit.LoopbackClient}; the difference is that
 * what is not there yet is waited for. An assertion takes the first entries of its kind that no
 * assertion has taken before. Who is here is state: {@code seesNicknames} waits for the last list
 * to be this one.
 *
 * <p>A guest may have several connections, one after the other: {@link #comeBack} goes on where the
 * last one was cut. For the thread of the test.
 */
public final class Guest {

  private final Venue venue;
  private final String name;
  private final WireRequest request;
  private final GuestRecord record = new GuestRecord();
  private GuestRecord.Connection connection;
  private WireClient client;
  private int acks;

  Guest(Venue venue, String name, WireRequest request) {
    this.venue = venue;
    this.name = name;
    this.request = request;
    this.connection = record.begin();
    this.client = venue.connect(request, connection);
  }

  /** {@return what the guest is called in the record of the venue} */
  public String name() {
    return name;
  }

  /** {@return the guest's end of the connection} */
  public WireClient wire() {
    return client;
  }

  /**
   * Asks for a nickname, with an acknowledgement.
   *
   * @param nickname which
   * @return this guest
   */
  public Guest claim(String nickname) {
    return emitWithAck("nickname", nickname);
  }

  /**
   * Says something under the nickname that the guest has, without an acknowledgement.
   *
   * @param text what
   * @return this guest
   */
  public Guest say(String text) {
    return emit("message", Map.of("msg", text));
  }

  /**
   * Sends anything, without an acknowledgement.
   *
   * @param event the name of the event
   * @param data its payload, as for {@link WireClient#emit(String, Object)}
   * @return this guest
   */
  public Guest emit(String event, @Nullable Object data) {
    client.emit(event, data);
    return this;
  }

  /**
   * Sends anything, with an acknowledgement: there will be one answer.
   *
   * @param event the name of the event
   * @param data its payload, as for {@link WireClient#emit(String, Object)}
   * @return this guest
   */
  public Guest emitWithAck(String event, @Nullable Object data) {
    acks++;
    record.asked(acks);
    client.emit(event, data, acks);
    return this;
  }

  /**
   * Takes nothing from the connection any more.
   *
   * @return this guest
   */
  public Guest stopReading() {
    client.stopReading();
    return this;
  }

  /**
   * Reads up to an event, and no further: when that is {@code closed}, the server has ended the
   * session, and the connection is still there.
   *
   * @param event the name of the event
   * @return this guest
   */
  public Guest stopReadingAt(String event) {
    connection.at(event, client::stopReading);
    return this;
  }

  /**
   * Takes what is there, and reads on.
   *
   * @return this guest
   */
  public Guest readOn() {
    client.readOn();
    return this;
  }

  /**
   * Goes.
   *
   * @param ending how
   * @return this guest
   */
  public Guest go(Ending ending) {
    ending.act().accept(client);
    if (ending.equals(Ending.ABORT)) {
      connection.cut();
    }
    return this;
  }

  /**
   * Connects again with the token that the guest was given and from the last event that it saw on,
   * whatever has become of the connection before, and does not wait.
   *
   * @return this guest
   */
  public Guest comeBack() {
    client.abort();
    // From here on nothing more is noted of the connection before, so what was seen last is known.
    connection = record.begin();
    WireRequest again = request;
    if (!record.token().isEmpty()) {
      again = again.with("token", record.token());
    }
    if (!record.lastId().isEmpty()) {
      again = again.with("since", record.lastId());
    }
    client = venue.connect(again, connection);
    return this;
  }

  /**
   * The guest has its place: it was told who is here. Who was refused, or has lost the connection
   * by then, is not in.
   *
   * @return this guest
   */
  public Guest isIn() {
    await("a place in the room", () -> connection.ended() || connection.isIn());
    assertThat(connection.ended()).as("connection has ended, %s", this).isFalse();
    return this;
  }

  /** {@return all that came, in order, over all connections} */
  public List<Received> received() {
    return record.received();
  }

  /** {@return all that came, in order, in the short form of {@link Received#toString}} */
  public List<String> transcript() {
    return received().stream().map(Received::toString).toList();
  }

  /** {@return all messages that came live, in order, as the documented page shows them} */
  public List<String> messages() {
    return received().stream()
        .filter(each -> each.event().equals("message"))
        .flatMap(each -> each.lines().stream())
        .toList();
  }

  /** {@return how many messages came live} */
  public int heard() {
    return record.heard();
  }

  /** {@return the token that an accepted claim returned; empty when there was none} */
  public String token() {
    return record.token();
  }

  /** {@return whether the guest was told that the connection has ended} */
  public boolean isGone() {
    return connection.ended();
  }

  /**
   * The next messages are these, and each is a live one, not history.
   *
   * @param lines as the documented page shows them: {@code tom说:hi}
   * @return this guest
   */
  public Guest sees(String... lines) {
    List<String> seen =
        next(lines.length + " messages", lines.length, each -> each.event().equals("message"))
            .stream()
            .flatMap(each -> each.lines().stream())
            .toList();
    assertThat(seen).as("next messages of %s", this).containsExactly(lines);
    return this;
  }

  /**
   * The last list of nicknames is, or becomes, this.
   *
   * @param nicknames in order of joining; none for an empty room
   * @return this guest
   */
  public Guest seesNicknames(String... nicknames) {
    List<Object> expected = List.of((Object[]) nicknames);
    await("the last list of nicknames to be " + expected, () -> expected.equals(record.lastList()));
    return this;
  }

  /**
   * The last list of nicknames has, or comes to have, these, once each and no others.
   *
   * @param nicknames in any order
   * @return this guest
   */
  public Guest seesNicknamesInAnyOrder(String... nicknames) {
    Set<Object> expected = Set.of((Object[]) nicknames);
    await(
        "the last list of nicknames to have " + expected,
        () ->
            record.lastList() instanceof List<?> list
                && list.size() == expected.size()
                && expected.containsAll(list));
    return this;
  }

  /**
   * The next of the events with one of these names are these, in the short form of {@link
   * Received#toString}.
   *
   * @param expected each begins with the name of an event: {@code kicked tom}
   * @return this guest
   */
  public Guest seesEvents(String... expected) {
    Set<String> names = new HashSet<>();
    for (String each : expected) {
      names.add(each.split(" ", 2)[0]);
    }
    List<String> seen =
        next(
                Arrays.asList(expected).toString(),
                expected.length,
                each -> names.contains(each.event()))
            .stream()
            .map(Received::toString)
            .toList();
    assertThat(seen).as("next events of %s", this).containsExactly(expected);
    return this;
  }

  /**
   * The next reset has this reason.
   *
   * @param reason the stable word
   * @return this guest
   */
  public Guest seesReset(String reason) {
    return nextIs(
        "reset", each -> each.event().equals("reset"), each -> each.field("reason"), reason);
  }

  /**
   * The next answer, or refusal of a command without an acknowledgement, says this.
   *
   * @param msg the text for people; {@code ok} where the command was accepted
   * @return this guest
   */
  public Guest isAnswered(String msg) {
    return nextIs("answer", Received::isAnswer, each -> each.field("msg"), msg);
  }

  /**
   * The next answer is a refusal, with or without an acknowledgement.
   *
   * @param code the stable word
   * @return this guest
   */
  public Guest isRefused(String code) {
    return nextIs("answer", Received::isAnswer, Received::code, code);
  }

  /**
   * The server ends the connection: with the event {@code closed}, as the last, and the number of
   * the reason where the transport has numbers.
   *
   * @param reason why
   * @return this guest
   */
  public Guest isClosed(CloseReason reason) {
    await("the end of the connection", connection::ended);
    List<Received> all = received();
    Received last = all.get(all.size() - 1);
    assertThat(last.toString()).as("last of %s", this).isEqualTo("closed " + reason.code());
    assertThat(last.field("code")).as("%s", this).isEqualTo("" + reason.number());
    assertThat(connection.code())
        .as("number of the end, %s", this)
        .isIn(reason.number(), WireListener.NO_CODE);
    return this;
  }

  /**
   * The connection ends, with or without a word.
   *
   * @param code with which number; {@link WireListener#NO_CODE} for any
   * @return this guest
   */
  public Guest isEnded(int code) {
    await("the end of the connection", connection::ended);
    if (code != WireListener.NO_CODE) {
      assertThat(connection.code()).as("number of the end, %s", this).isEqualTo(code);
    }
    return this;
  }

  private Guest nextIs(
      String what, Predicate<Received> kind, Function<Received, String> property, String expected) {
    List<String> seen = next(what + " " + expected, 1, kind).stream().map(property).toList();
    assertThat(seen).as("next %s of %s", what, this).containsExactly(expected);
    return this;
  }

  /**
   * Waits for events, and takes them.
   *
   * @param what is waited for, in words
   * @param count how many
   * @param kind which
   * @return the first so many that were not taken before
   */
  public List<Received> next(String what, int count, Predicate<Received> kind) {
    await(what, () -> record.count(kind) >= count);
    return record.next(count, kind);
  }

  private void await(String what, BooleanSupplier condition) {
    venue.await(name + " waits for " + what, condition);
    assertThat(record.faults()).as("what cannot be, of %s", this).isEmpty();
  }

  List<String> faults() {
    return record.faults();
  }

  @Override
  public String toString() {
    return name + ": " + record;
  }
}
