package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatSession;
import dev.chatroom.CloseReason;
import dev.chatroom.Nickname;
import dev.chatroom.Outcome;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client of a {@link LoopbackTransport}: sends commands, records all that it gets, and says what
 * it sees.
 *
 * <pre>{@code
 * tom.claim("tom").isAnswered("ok");
 * tom.say("hi");
 * ann.sees("tom说:hi").seesNicknames("tom").seesNothingMore();
 * }</pre>
 *
 * <p>Events and answers are in one record, in the order in which they would come over the wire,
 * once they are flushed. An assertion looks at the first entries of its kind that no assertion has
 * looked at before, and fails with the whole record: so {@code sees("b")} fails while {@code a} has
 * not been seen. Who is here is state: {@code seesNicknames} looks at the last list.
 *
 * <p>Safe for use by any thread. Nothing here waits: on a {@link ManualExecutor}, run it between a
 * command and what is to be seen of it.
 */
public final class LoopbackClient {

  private final Executor executor;
  private final Inbox inbox = new Inbox();
  private volatile @Nullable TransportSession attached;
  private volatile Outcome.@Nullable Refused refusal;

  LoopbackClient(Executor executor) {
    this.executor = executor;
  }

  Outbound outbound() {
    return inbox.outbound();
  }

  /** Has somebody told what the client reads, from here on. */
  void tell(Inbox.Reader reader) {
    inbox.tell(reader);
  }

  /** Called once; a connection that was lost by then is reported as lost. */
  void attached(TransportSession session) {
    attached = session;
    if (inbox.isEnded()) {
      executor.execute(session::disconnected);
    }
  }

  /** Called instead of {@link #attached}. */
  void refused(Outcome.Refused why) {
    refusal = why;
    inbox.cut();
  }

  /** Returns why the connection was refused; nothing when it was not, or not yet. */
  Outcome.@Nullable Refused refusal() {
    return refusal;
  }

  private TransportSession transportSession() {
    TransportSession session = attached;
    if (session == null) {
      throw new IllegalStateException("the client is not attached");
    }
    return session;
  }

  /** {@return the server's end of the connection, for what the application does with it} */
  public ChatSession session() {
    return transportSession().session();
  }

  /**
   * Asks for a nickname, with an acknowledgement.
   *
   * @param nickname which
   * @return this client
   */
  public LoopbackClient claim(String nickname) {
    return emitWithAck("nickname", nickname);
  }

  /**
   * Says something under the nickname that the client has, without an acknowledgement.
   *
   * @param text what
   * @return this client
   */
  public LoopbackClient say(String text) {
    String nickname = session().nickname().map(Nickname::text).orElse(null);
    return emit("message", nickname == null ? Map.of("msg", text) : message(nickname, text));
  }

  /**
   * Says something under any nickname, as a page does that is not honest or has no nickname yet.
   *
   * @param nickname whose
   * @param text what
   * @return this client
   */
  public LoopbackClient sayAs(String nickname, String text) {
    return emit("message", message(nickname, text));
  }

  private static Map<String, Object> message(String nickname, String text) {
    return Map.of("nickname", nickname, "msg", text);
  }

  /**
   * Says something to one occupant, with an acknowledgement.
   *
   * @param nickname to whom
   * @param text what
   * @return this client
   */
  public LoopbackClient whisper(String nickname, String text) {
    return emitWithAck("whisper", Map.of("to", nickname, "msg", text));
  }

  /**
   * Sends anything, without an acknowledgement: a refusal comes as the event {@code refused}.
   *
   * @param event the name of the event
   * @param data its payload: {@code null}, {@code String}, {@code Number}, {@code Boolean}, {@code
   *     List} or {@code Map}
   * @return this client
   * @throws IllegalStateException when the connection has ended
   */
  public LoopbackClient emit(String event, @Nullable Object data) {
    requireConnected();
    return send(event, data, null);
  }

  /**
   * Sends anything, with an acknowledgement: there will be one answer.
   *
   * @param event the name of the event
   * @param data its payload, as for {@link #emit}
   * @return this client
   * @throws IllegalStateException when the connection has ended
   */
  public LoopbackClient emitWithAck(String event, @Nullable Object data) {
    requireConnected();
    return send(event, data, answer -> inbox.answer(0, answer));
  }

  private void requireConnected() {
    if (!isConnected()) {
      throw new IllegalStateException("the connection has ended; got: " + transcript());
    }
  }

  /** Sends something whose answer has a number; what comes after the end is lost. */
  void send(String event, @Nullable Object data, int ack) {
    send(event, data, answer -> inbox.answer(ack, answer));
  }

  /** Sends something; what comes after the end is lost. */
  LoopbackClient send(
      String event, @Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    executor.execute(
        () -> {
          if (isConnected()) {
            transportSession().receive(event, data, answer);
          }
        });
    return this;
  }

  /**
   * Takes nothing from the connection any more; what is written to it from here on stays there.
   *
   * @return this client
   */
  public LoopbackClient stopReading() {
    inbox.stopReading();
    return this;
  }

  /**
   * Takes what is there, and reads on.
   *
   * @return this client
   */
  public LoopbackClient readOn() {
    inbox.readOn();
    executor.execute(() -> transportSession().writable());
    return this;
  }

  /** Loses the connection without a word, and gets nothing more. Saying it twice does nothing. */
  public void disconnect() {
    inbox.cut();
    TransportSession session = attached;
    if (session != null) {
      executor.execute(session::disconnected);
    }
  }

  /** Ends the connection from the server's side; a client that does not read is told later. */
  void goAway() {
    session().close(CloseReason.GOING_AWAY);
  }

  /** {@return whether neither side has ended the connection} */
  public boolean isConnected() {
    return !inbox.isEnded();
  }

  /** {@return how many events and answers were written to the connection and not yet read} */
  public int waiting() {
    return inbox.waiting();
  }

  /** {@return all that the client got, in order} */
  public List<Received> received() {
    return inbox.received();
  }

  /** {@return all that the client got, in order, in the short form of {@link Received#toString}} */
  public List<String> transcript() {
    return received().stream().map(Received::toString).toList();
  }

  /**
   * The next messages are these, and each is a live one, not history.
   *
   * @param lines as the documented page shows them: {@code tom说:hi}
   * @return this client
   */
  public LoopbackClient sees(String... lines) {
    List<String> next =
        inbox.next(lines.length, each -> each.event().equals("message")).stream()
            .flatMap(each -> each.lines().stream())
            .toList();
    assertThat(next).as(record("next messages")).containsExactly(lines);
    return this;
  }

  /**
   * The next history is this.
   *
   * @param lines as for {@link #sees}, oldest first
   * @return this client
   */
  public LoopbackClient seesHistory(String... lines) {
    List<Received> next = inbox.next(1, each -> each.event().equals("history"));
    assertThat(next).as(record("next history")).hasSize(1);
    assertThat(next.get(0).lines()).as(record("next history")).containsExactly(lines);
    return this;
  }

  /**
   * The last list of nicknames is this.
   *
   * @param nicknames in order of joining; none for an empty room
   * @return this client
   */
  public LoopbackClient seesNicknames(String... nicknames) {
    List<Object> lists =
        received().stream()
            .filter(each -> each.event().equals("nicknames"))
            .map(Received::data)
            .toList();
    assertThat(lists).as(record("lists of nicknames")).isNotEmpty();
    assertThat(lists.get(lists.size() - 1))
        .as(record("last list of nicknames"))
        .isEqualTo(List.of(nicknames));
    return this;
  }

  /**
   * The next reset has this reason.
   *
   * @param reason the stable word
   * @return this client
   */
  public LoopbackClient seesReset(String reason) {
    return next(
        "reset", each -> each.event().equals("reset"), each -> each.field("reason"), reason);
  }

  /**
   * The next of the events with one of these names are these, in the short form of {@link
   * Received#toString}.
   *
   * @param expected each begins with the name of an event: {@code kicked tom}
   * @return this client
   */
  public LoopbackClient seesEvents(String... expected) {
    Set<String> names = new HashSet<>();
    for (String each : expected) {
      names.add(each.split(" ", 2)[0]);
    }
    List<String> next =
        inbox.next(expected.length, each -> names.contains(each.event())).stream()
            .map(Received::toString)
            .toList();
    assertThat(next).as(record("next events")).containsExactly(expected);
    return this;
  }

  /**
   * The next answer, or refusal of a command without an acknowledgement, says this.
   *
   * @param msg the text for people; {@code ok} where the command was accepted
   * @return this client
   */
  public LoopbackClient isAnswered(String msg) {
    return next("answer", Received::isAnswer, each -> each.field("msg"), msg);
  }

  /**
   * The next answer is a refusal, with or without an acknowledgement.
   *
   * @param code the stable word
   * @return this client
   */
  public LoopbackClient isRefused(String code) {
    return next("answer", Received::isAnswer, Received::code, code);
  }

  /**
   * The connection was refused, by an authenticator that took its time.
   *
   * @param code the stable word
   */
  public void isRefusedAtConnect(String code) {
    Outcome.Refused why = refusal;
    assertThat(why == null ? "" : why.code()).as(record("refusal")).isEqualTo(code);
  }

  /**
   * The server has ended the connection.
   *
   * @param reason why
   */
  public void isClosed(CloseReason reason) {
    inbox.next(1, each -> each.event().equals("closed"));
    assertThat(inbox.closeReason()).as(record("close")).isEqualTo(reason);
  }

  /**
   * There is nothing that no assertion has looked at, apart from who is here.
   *
   * @return this client
   */
  public LoopbackClient seesNothingMore() {
    List<Received> rest = inbox.next(Integer.MAX_VALUE, each -> !each.isPresence());
    assertThat(rest).as(record("nothing more")).isEmpty();
    return this;
  }

  private LoopbackClient next(
      String what, Predicate<Received> kind, Function<Received, String> property, String expected) {
    List<String> next = inbox.next(1, kind).stream().map(property).toList();
    assertThat(next).as(record("next " + what)).containsExactly(expected);
    return this;
  }

  private String record(String what) {
    return what + " of " + this;
  }

  @Override
  public String toString() {
    return "client that got " + transcript();
  }
}
