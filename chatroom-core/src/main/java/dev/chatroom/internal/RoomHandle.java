package dev.chatroom.internal;

import dev.chatroom.Ban;
import dev.chatroom.CatchUp;
import dev.chatroom.ChatMessage;
import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.ChatSession;
import dev.chatroom.HistoryPage;
import dev.chatroom.Identity;
import dev.chatroom.Moderation;
import dev.chatroom.Nickname;
import dev.chatroom.Occupant;
import dev.chatroom.Outcome;
import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.RoomAccess;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import dev.chatroom.RoomStats;
import dev.chatroom.Subject;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import dev.chatroom.spi.Origin;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A room as the application has it: by name, so that it stays good when the room was retired and is
 * there again.
 */
final class RoomHandle implements ChatRoom {

  /** How much is told of what somebody missed at one time. */
  private static final long MAX_CATCH_UP_BYTES = 64 * 1024;

  private static final Origin APPLICATION = new Origin("", 0);
  private static final int ID_BYTES = 16;

  private final RoomName name;
  private final Registry registry;
  private final Settings settings;
  private final Checks checks;

  RoomHandle(RoomName name, Registry registry, Settings settings) {
    this.name = name;
    this.registry = registry;
    this.settings = settings;
    this.checks = new Checks(settings, name, new Identity("application"));
  }

  @Override
  public RoomName name() {
    return name;
  }

  @Override
  public CompletionStage<Void> opened() {
    return registry.live(name).opening().known();
  }

  private LocalLog log() {
    return registry.live(name).local();
  }

  @Override
  public List<Occupant> occupants() {
    return log().roster().occupants();
  }

  @Override
  public Optional<Subject> subject() {
    return Optional.ofNullable(log().subject());
  }

  @Override
  public RoomAccess access() {
    return log().ask(RoomFold::access);
  }

  @Override
  public List<Ban> bans() {
    return registry.live(name).bansInForce();
  }

  @Override
  public List<ChatMessage> history() {
    return log().welcome().history().stream()
        .map(each -> ((RoomEvent.Posted) each.event()).message())
        .toList();
  }

  @Override
  public CompletionStage<HistoryPage> historyBefore(@Nullable Position before, int limit) {
    LiveRoom room = registry.live(name);
    return new ScrollBack(room::read, room.options().history(), limit)
        .before(before != null ? before : after(room.head()));
  }

  private static Position after(Position head) {
    return new Position(head.epoch(), head.offset() + 1);
  }

  @Override
  public CatchUp since(Position position) {
    LocalLog log = log();
    Position head = log.head();
    String refused = log.refusesToResumeAt(position);
    if (refused != null) {
      return new CatchUp.Reset(refused, head);
    }
    List<TailEntry> entries = log.after(position.offset(), head.offset(), MAX_CATCH_UP_BYTES);
    if (entries == null) {
      return new CatchUp.Reset(Documented.LAGGED, head);
    }
    return new CatchUp.Missed(
        entries.stream().map(TailEntry::event).toList(),
        new Position(head.epoch(), position.offset() + entries.size()));
  }

  @Override
  public CompletionStage<Outcome> post(String text) {
    return checks.sayable(text) instanceof Checked.Passed<String> passed
        ? append(new Command.Announce(settings.roomNickname(), passed.value()))
        : CompletableFuture.completedFuture(
            ((Checked.Stopped<String>) checks.sayable(text)).refusal());
  }

  @Override
  public Moderation moderation() {
    return new ModerationBy(this::moderate, settings);
  }

  private CompletionStage<Outcome> moderate(
      PermissionPolicy.Action action,
      @Nullable String nickname,
      Function<ModerationBy.Case, Command> command) {
    if (nickname == null) {
      return append(command.apply(new ModerationBy.Case("", null)));
    }
    return checks.nickname(nickname) instanceof Checked.Passed<Nickname> known
        ? append(command.apply(new ModerationBy.Case(known.value().key(), null)))
        : CompletableFuture.completedFuture(settings.texts().of(Refusal.OCCUPANT_UNKNOWN));
  }

  private CompletionStage<Outcome> append(Command command) {
    LiveRoom room = registry.kept(name);
    return room.append(command, APPLICATION)
        .handle(
            (result, failure) -> {
              room.release();
              return outcome(result);
            });
  }

  private Outcome outcome(@Nullable AppendResult result) {
    if (result instanceof AppendResult.Appended appended) {
      return new Outcome.Accepted(appended.position());
    }
    return result instanceof AppendResult.Rejected rejected
        ? settings.texts().of(rejected.reason(), rejected.retryAfter())
        : settings.texts().of(Refusal.UNAVAILABLE);
  }

  @Override
  public ChatSession attach() {
    byte[] id = new byte[ID_BYTES];
    settings.random().nextBytes(id);
    Identity own = Identity.anonymous(HexFormat.of().formatHex(id), null);
    return registry.kept(name).attach(SessionFacts.inside(own, false));
  }

  @Override
  public ChatSession attach(Identity identity) {
    return registry.kept(name).attach(SessionFacts.inside(identity, true));
  }

  @Override
  public Registration addListener(ChatRoomListener listener) {
    LiveRoom room = registry.kept(name);
    return room.addListener(listener, room::release);
  }

  @Override
  public RoomStats stats() {
    return registry.live(name).stats();
  }

  @Override
  public String toString() {
    return "room " + name;
  }
}
