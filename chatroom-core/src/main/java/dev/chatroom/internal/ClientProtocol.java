package dev.chatroom.internal;

import dev.chatroom.ChatSession;
import dev.chatroom.Nickname;
import dev.chatroom.Outcome;
import dev.chatroom.Refusal;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol that come from clients, as commands of a session. */
final class ClientProtocol implements TransportSession {

  private final LiveSession session;
  private final Outbound outbound;
  private final RefusalTexts texts;

  ClientProtocol(LiveSession session, Outbound outbound, RefusalTexts texts) {
    this.session = session;
    this.outbound = outbound;
    this.texts = texts;
  }

  @Override
  public ChatSession session() {
    return session;
  }

  @Override
  public void receive(
      String event, @Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    switch (event) {
      case Documented.NICKNAME -> nickname(data, answer);
      case Documented.MESSAGE -> message(data, answer);
      default -> refuse(Refusal.UNKNOWN_EVENT, event, answer);
    }
  }

  private void nickname(@Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    if (data instanceof String requested) {
      reply(Documented.NICKNAME, session.claim(requested), this::claimed, answer);
    } else {
      refuse(Refusal.MALFORMED, Documented.NICKNAME, answer);
    }
  }

  private void message(@Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    if (data instanceof Map<?, ?> fields && fields.get("msg") instanceof String text) {
      String carried = fields.get("nickname") instanceof String nickname ? nickname : null;
      reply(Documented.MESSAGE, session.post(text, carried), this::posted, answer);
    } else {
      refuse(Refusal.MALFORMED, Documented.MESSAGE, answer);
    }
  }

  private Map<String, Object> claimed(Outcome.Accepted accepted) {
    return Documented.ok("nickname", session.nickname().map(Nickname::text).orElse(""));
  }

  private Map<String, Object> posted(Outcome.Accepted accepted) {
    return Documented.ok("id", accepted.position().toString());
  }

  private void reply(
      String event,
      CompletionStage<Outcome> command,
      Function<Outcome.Accepted, Map<String, Object>> ok,
      @Nullable Consumer<Map<String, Object>> answer) {
    boolean atOnce = command.toCompletableFuture().isDone();
    command.thenAccept(
        result -> {
          if (session.isGone()) {
            return;
          }
          if (result instanceof Outcome.Refused refused) {
            tell(event, refused, answer);
          } else if (answer != null) {
            answer.accept(ok.apply((Outcome.Accepted) result));
          }
        });
    if (atOnce && !session.isGone()) {
      outbound.flush();
    }
  }

  @Override
  public void refuse(
      Refusal reason, @Nullable String event, @Nullable Consumer<Map<String, Object>> answer) {
    if (!session.isGone()) {
      tell(event, texts.of(reason), answer);
      outbound.flush();
    }
  }

  private void tell(
      @Nullable String event,
      Outcome.Refused refusal,
      @Nullable Consumer<Map<String, Object>> answer) {
    if (answer != null) {
      answer.accept(Documented.answer(refusal));
    } else {
      Frame refused = Documented.refused(event, refusal);
      outbound.send(List.of(refused));
    }
  }

  @Override
  public void writable() {
    session.wake();
  }

  @Override
  public void disconnected() {
    session.disconnected();
  }
}
