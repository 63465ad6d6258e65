package dev.chatroom.internal;

import dev.chatroom.ChatSession;
import dev.chatroom.HistoryPage;
import dev.chatroom.Nickname;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events of the documented protocol that come from clients, as commands of a session. */
final class ClientProtocol implements TransportSession {

  private static final int DEFAULT_PAGE = 50;

  private final LiveSession session;
  private final Outbound outbound;
  private final Settings settings;
  private final ModeratorsProtocol moderators;

  ClientProtocol(LiveSession session, Outbound outbound, Settings settings) {
    this.session = session;
    this.outbound = outbound;
    this.settings = settings;
    this.moderators =
        new ModeratorsProtocol(session.moderation(), session.room()::access, settings);
  }

  @Override
  public ChatSession session() {
    return session;
  }

  @Override
  public void receive(
      String event, @Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    switch (event) {
      case "nickname" -> nickname(data, answer);
      case Documented.MESSAGE -> message(new Fields(data), answer);
      case "whisper" -> whisper(new Fields(data), answer);
      case "signal" -> signal(data, answer);
      case "leave" -> reply(event, session.leave(), accepted -> Map.of(), answer);
      case "history" -> history(new Fields(data), answer);
      default -> moderate(event, new Fields(data), answer);
    }
  }

  private void nickname(@Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    if (data instanceof String requested) {
      reply("nickname", session.claim(requested), this::claimed, answer);
    } else {
      malformed("nickname", answer);
    }
  }

  private void message(Fields data, @Nullable Consumer<Map<String, Object>> answer) {
    Optional<String> text = data.text("msg");
    if (text.isPresent() && data.mayHaveText("key")) {
      String key = data.text("key").orElse(null);
      String carried = data.text("nickname").orElse(null);
      reply(Documented.MESSAGE, session.post(text.get(), key, carried), this::posted, answer);
    } else {
      malformed(Documented.MESSAGE, answer);
    }
  }

  private void whisper(Fields data, @Nullable Consumer<Map<String, Object>> answer) {
    Optional<String> to = data.text("to");
    Optional<String> text = data.text("msg");
    if (to.isPresent() && text.isPresent() && data.mayHaveText("key")) {
      String key = data.text("key").orElse(null);
      reply("whisper", session.whisper(to.get(), text.get(), key), this::posted, answer);
    } else {
      malformed("whisper", answer);
    }
  }

  private void signal(@Nullable Object data, @Nullable Consumer<Map<String, Object>> answer) {
    if (data instanceof String name) {
      reply("signal", session.signal(name), accepted -> Map.of(), answer);
    } else {
      malformed("signal", answer);
    }
  }

  private void moderate(String event, Fields data, @Nullable Consumer<Map<String, Object>> answer) {
    Optional<CompletionStage<Outcome>> command = moderators.command(event, data);
    if (command.isPresent()) {
      reply(event, command.get(), accepted -> Map.of(), answer);
    } else {
      refuse(moderators.knows(event) ? Refusal.MALFORMED : Refusal.UNKNOWN_EVENT, event, answer);
    }
  }

  /** Reads back. A page is an answer, so without an acknowledgement there is nowhere to put it. */
  private void history(Fields data, @Nullable Consumer<Map<String, Object>> answer) {
    Optional<Position> before = data.text("before").flatMap(Position::parse);
    boolean illegal = (data.has("before") && before.isEmpty()) || !data.mayHaveNumber("limit");
    long asked = data.number("limit").orElse((long) DEFAULT_PAGE);
    int limit = (int) Math.max(1, Math.min(asked, ScrollBack.MAX_MESSAGES));
    if (answer == null || illegal) {
      malformed("history", answer);
      return;
    }
    if (session.mayReadBack() instanceof Checked.Stopped<Boolean> stopped) {
      reply(
          "history",
          CompletableFuture.completedFuture(stopped.refusal()),
          accepted -> Map.of(),
          answer);
      return;
    }
    session
        .room()
        .historyBefore(before.orElse(null), limit)
        .whenComplete((page, failure) -> session.later(() -> tell(page, answer)));
  }

  private void tell(@Nullable HistoryPage page, Consumer<Map<String, Object>> answer) {
    if (session.isGone()) {
      return;
    }
    if (page == null) {
      tell("history", settings.texts().of(Refusal.UNAVAILABLE), answer);
    } else {
      Map<String, Object> data = ok(Map.of());
      data.put("messages", page.messages().stream().map(Documented::message).toList());
      data.put("more", page.more());
      answer.accept(data);
    }
    outbound.flush();
  }

  private Map<String, Object> claimed(Outcome.Accepted accepted) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", session.nickname().map(Nickname::text).orElse(""));
    String token = session.token();
    if (token != null) {
      data.put("token", token);
    }
    if (!accepted.warnings().isEmpty()) {
      data.put("warnings", accepted.warnings());
    }
    return data;
  }

  private Map<String, Object> posted(Outcome.Accepted accepted) {
    return Map.of("id", accepted.position().toString());
  }

  private static Map<String, Object> ok(Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("msg", "ok");
    data.putAll(more);
    return data;
  }

  private void reply(
      String event,
      CompletionStage<Outcome> command,
      Function<Outcome.Accepted, Map<String, Object>> more,
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
            answer.accept(ok(more.apply((Outcome.Accepted) result)));
          }
        });
    if (atOnce && !session.isGone()) {
      outbound.flush();
    }
  }

  private void malformed(String event, @Nullable Consumer<Map<String, Object>> answer) {
    refuse(Refusal.MALFORMED, event, answer);
  }

  @Override
  public void refuse(
      Refusal reason, @Nullable String event, @Nullable Consumer<Map<String, Object>> answer) {
    session.wearOut();
    settings.metrics().refused(reason.code());
    if (!session.isGone()) {
      tell(event, settings.texts().of(reason), answer);
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
      outbound.send(new Frames(List.of(Documented.refused(event, refusal))));
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
