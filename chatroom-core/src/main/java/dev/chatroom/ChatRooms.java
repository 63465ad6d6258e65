package dev.chatroom;

import dev.chatroom.internal.InMemoryBackplane;
import dev.chatroom.internal.Metrics;
import dev.chatroom.internal.Policies;
import dev.chatroom.internal.RefusalTexts;
import dev.chatroom.internal.Registry;
import dev.chatroom.internal.ResumeTokens;
import dev.chatroom.internal.RoomAdmission;
import dev.chatroom.internal.Settings;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.MessageFilter;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RolePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ChatMetrics;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of an application: where everything starts.
 *
 * <pre>{@code
 * try (ChatRooms rooms = ChatRooms.builder().historyMessages(100).build()) {
 *   ChatSession tom = rooms.room("lobby").attach();
 *   tom.claim("tom");
 *   tom.post("hi");
 * }
 * }</pre>
 *
 * <p>Safe for use by any thread. It owns no thread: listeners and sessions without a client run on
 * the executor given to the builder, sessions with a client on their transport's threads.
 */
public final class ChatRooms implements AutoCloseable {

  private final Registry registry;
  private final @Nullable Backplane owned;

  private ChatRooms(Registry registry, @Nullable Backplane owned) {
    this.registry = registry;
    this.owned = owned;
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a backplane in the memory of this process, for several {@code ChatRooms} in it that share
   * their rooms. One {@code ChatRooms} alone makes its own.
   *
   * @param clock stamps the events
   * @param random makes the epochs; safe for use by any thread
   * @return the backplane, to be closed after the last of them
   */
  public static Backplane inMemoryBackplane(Clock clock, RandomGenerator random) {
    return new InMemoryBackplane(clock, random);
  }

  /**
   * Returns a room, and makes it where there is none. A room that the application asked for stays.
   *
   * @param name which room; see {@link RoomName} for what is legal
   * @return the room
   * @throws IllegalArgumentException when no room can have that name
   * @throws IllegalStateException when there is no such room and the rooms are closed
   */
  public ChatRoom room(String name) {
    return registry.room(new RoomName(name));
  }

  /**
   * Returns whether commands can be taken: whether the backplane can be reached. For the health
   * check of a server. While it cannot, sessions stay, and commands are refused {@code
   * unavailable}.
   *
   * @return whether it was reached when last tried; always with the backplane in memory
   */
  public boolean isAvailable() {
    return registry.isReachable();
  }

  /**
   * Adds an observer of everything that happens from now on in all rooms, those included that are
   * made later. No room stays for its sake.
   *
   * @param listener is called on the executor: for each room in its order and one call at a time,
   *     for different rooms at the same time
   * @return ends the observation when closed; events in flight may still arrive
   */
  public ChatRoom.Registration addListener(ChatRoomListener listener) {
    return registry.addListener(listener);
  }

  /**
   * Attaches a connection from outside; for transports. The query parameters of the handshake say
   * which {@code room} (default {@code lobby}), with which {@code password}, as whom ({@code
   * token}), from where on ({@code since}), and how the client wants to be told who is here ({@code
   * presence=delta}); see docs/protocol.md.
   *
   * @param handshake what is known of the connection
   * @param outbound where it is written to
   * @param executor serves it: {@code outbound} is called there and nowhere else. It must run what
   *     it is given in order, one at a time, and not within {@code execute}. It may reject tasks
   *     when its sessions have ended. Sessions of one room with equal executors are served
   *     together; a room remembers each executor that it has seen.
   * @return completes with the session, or why there is none: at once or when the authenticator has
   *     decided, on any thread, and never exceptionally. If the connection is gone by then, {@link
   *     dev.chatroom.spi.TransportSession#disconnected} says so
   */
  public CompletionStage<ConnectResult> connect(
      Handshake handshake, Outbound outbound, Executor executor) {
    return registry.connect(handshake, outbound, executor);
  }

  /**
   * Begins an orderly end: refuses new connections, and ends all sessions with {@link
   * CloseReason#GOING_AWAY} when their clients have read what is there for them.
   *
   * @param limit how long clients may take; those who take longer are cut off
   * @return completes with {@code true} when all sessions have ended in time, else {@code false};
   *     on any thread, and at once where there is no session
   */
  public CompletionStage<Boolean> drain(Duration limit) {
    return registry.drain(limit);
  }

  /**
   * Ends all sessions with {@link CloseReason#GOING_AWAY}, lets their occupants leave, and makes no
   * more rooms. Drain, or stop transports, first, so that clients are served to the end. Closing
   * twice does nothing.
   */
  @Override
  public void close() {
    registry.close();
    if (owned != null) {
      owned.close();
    }
  }

  /** Makes {@link ChatRooms}. Not safe for concurrent use. */
  public static final class Builder {

    private final Map<RoomName, RoomOptions> declared = new LinkedHashMap<>();
    private final List<RoomName> declaredByTemplate = new ArrayList<>();
    private Function<RoomName, RoomOptions> template = name -> RoomOptions.defaults();
    private UnaryOperator<RoomOptions> changes = UnaryOperator.identity();
    private boolean roomsOnDemand;
    private int maxRooms = 1_000;
    private Executor executor = ForkJoinPool.commonPool();
    private Clock clock = Clock.systemUTC();
    private @Nullable Scheduler scheduler;
    private RandomGenerator random = new SecureRandom();
    private Authenticator authenticator = Authenticator.anonymous();
    private NicknamePolicy nicknames =
        NicknamePolicy.precis(NicknamePolicy.DEFAULT_MAX_CODE_POINTS);
    private RolePolicy roles = RolePolicy.standard();
    private PermissionPolicy permissions = PermissionPolicy.byRole();
    private final List<MessageFilter> filters = new ArrayList<>();
    private RateLimits rates = RateLimits.defaults();
    private int maxMessageBytes = 64 * 1024;
    private SlowReaderPolicy slowReaders = SlowReaderPolicy.RESET;
    private PresencePolicy presence = PresencePolicy.defaults();
    private Duration reconnectGrace = Duration.ZERO;
    private byte @Nullable [] tokenKey;
    private @Nullable Duration tokenLifetime;
    private String roomNickname = "system";
    private Locale language = Locale.SIMPLIFIED_CHINESE;
    private ChatMetrics metrics = ChatMetrics.NONE;
    private @Nullable Backplane backplane;

    private Builder() {}

    /**
     * Declares a room, so that it is there from the start and stays. {@code lobby}, where a
     * connection goes that asks for none, is always there.
     *
     * @param name which room
     * @return this builder
     * @throws IllegalArgumentException when no room can have that name
     */
    public Builder declare(String name) {
      declaredByTemplate.add(new RoomName(name));
      return this;
    }

    /**
     * Declares a room that is not like others.
     *
     * @param name which room
     * @param options what it is like
     * @return this builder
     * @throws IllegalArgumentException when no room can have that name
     */
    public Builder declare(String name, RoomOptions options) {
      declared.put(new RoomName(name), options);
      return this;
    }

    /**
     * Sets what rooms are like that are not declared with options of their own. Default: {@link
     * RoomOptions#defaults()} for all.
     *
     * @param value tells for each name; called once when a room is made, and again when it is made
     *     anew after it was retired. It must not block, nor call these rooms
     * @return this builder
     */
    public Builder template(Function<RoomName, RoomOptions> value) {
      this.template = value;
      return this;
    }

    /**
     * Says whether a connection from outside makes the room that it asks for, or is refused {@code
     * room_unknown} where there is none. Default: it is refused.
     *
     * @param onDemand whether rooms are made
     * @return this builder
     */
    public Builder roomsOnDemand(boolean onDemand) {
      this.roomsOnDemand = onDemand;
      return this;
    }

    /**
     * Limits how many rooms there may be for a connection from outside to make one more; beyond, it
     * is refused {@code room_limit}. Rooms that the application asks for count, and are not
     * limited. Default: 1,000.
     *
     * @param rooms how many on this node; at least 1
     * @return this builder
     */
    public Builder maxRooms(int rooms) {
      this.maxRooms = positive("maxRooms", rooms);
      return this;
    }

    /**
     * Sets what runs listeners and sessions without a client. Default: the common pool.
     *
     * @param value the executor; it must not reject what it is given while the rooms are open
     * @return this builder
     */
    public Builder executor(Executor value) {
      this.executor = value;
      return this;
    }

    /**
     * Sets what time it is, for events, rates, graces and expiries. Default: the system's clock.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Sets what runs things later. Default: the platform's timer, which hands them to the executor.
     *
     * @param value the scheduler, which goes by the same time as the clock
     * @return this builder
     */
    public Builder scheduler(Scheduler value) {
      this.scheduler = value;
      return this;
    }

    /**
     * Sets where ids, tokens and salts come from. Default: a {@link SecureRandom}.
     *
     * @param value the source; safe for use by any thread, and secure outside of tests
     * @return this builder
     */
    public Builder random(RandomGenerator value) {
      this.random = value;
      return this;
    }

    /**
     * Sets who connections are. Default: all are anonymous.
     *
     * @param value the authenticator
     * @return this builder
     */
    public Builder authenticator(Authenticator value) {
      this.authenticator = value;
      return this;
    }

    /**
     * Sets which nicknames may be claimed. Default: RFC 8266, at most 32 code points.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder nicknames(NicknamePolicy value) {
      this.nicknames = value;
      return this;
    }

    /**
     * Sets what somebody is who joins. Default: a visitor in a moderated room, else a participant.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder roles(RolePolicy value) {
      this.roles = value;
      return this;
    }

    /**
     * Sets who may do what. Default: by role.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder permissions(PermissionPolicy value) {
      this.permissions = value;
      return this;
    }

    /**
     * Adds a filter of messages, after those that were added before. Default: none.
     *
     * @param value the filter
     * @return this builder
     */
    public Builder filter(MessageFilter value) {
      filters.add(value);
      return this;
    }

    /**
     * Sets how much may be sent. Default: {@link RateLimits#defaults()}.
     *
     * @param value the limits
     * @return this builder
     */
    public Builder rates(RateLimits value) {
      this.rates = value;
      return this;
    }

    /**
     * Limits the length of a message; a longer one is refused {@code message_too_long}. Default: 64
     * KiB.
     *
     * @param bytes how many bytes of UTF-8; at least 1
     * @return this builder
     */
    public Builder maxMessageBytes(int bytes) {
      this.maxMessageBytes = positive("maxMessageBytes", bytes);
      return this;
    }

    /**
     * Sets what happens to a session that is too far behind. Default: it is reset when the log no
     * longer has what it has not read.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder slowReaders(SlowReaderPolicy value) {
      this.slowReaders = value;
      return this;
    }

    /**
     * Sets how clients are told who is here. Default: {@link PresencePolicy#defaults()}.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder presence(PresencePolicy value) {
      this.presence = value;
      return this;
    }

    /**
     * Sets how long a session that lost its connection holds on to its nickname, for a connection
     * that comes back as the same identity. Default: not at all.
     *
     * @param value how long; not negative, at most a day
     * @return this builder
     */
    public Builder reconnectGrace(Duration value) {
      if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "reconnectGrace: " + value + " (expected: 0 to " + Duration.ofDays(1) + ")");
      }
      this.reconnectGrace = value;
      return this;
    }

    /**
     * Sets what seals the tokens of anonymous identities, for processes that share rooms and must
     * know each other's tokens. Default: a key that this process makes and nobody else knows.
     *
     * @param key a secret of at least 32 bytes
     * @return this builder
     */
    public Builder tokenKey(byte[] key) {
      if (key.length < 32) {
        throw new IllegalArgumentException("tokenKey: " + key.length + " bytes (expected: >= 32)");
      }
      this.tokenKey = key.clone();
      return this;
    }

    /**
     * Sets how long tokens of anonymous identities are good: then the sessions of the identity end
     * with {@link CloseReason#EXPIRED}. Default: for good.
     *
     * @param value how long; positive
     * @return this builder
     */
    public Builder tokenLifetime(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("tokenLifetime: " + value + " (expected: > 0)");
      }
      this.tokenLifetime = value;
      return this;
    }

    /**
     * Sets the name in which the application speaks ({@link ChatRoom#post}), which nobody can
     * claim. Default: {@code system}.
     *
     * @param value the name; not empty
     * @return this builder
     */
    public Builder roomNickname(String value) {
      this.roomNickname = value;
      return this;
    }

    /**
     * Bounds how much of the log is kept of rooms that have no options of their own. Default: 1,024
     * events and 1 MiB.
     *
     * @param events how many events; at least 1
     * @param bytes how many bytes; at least 1; see {@link RoomOptions.Log}
     * @return this builder
     */
    public Builder log(int events, long bytes) {
      return change(each -> each.withLog(new RoomOptions.Log(events, bytes, each.log().age())));
    }

    /**
     * Sets how many of the last messages a newcomer gets in rooms that have no options of their
     * own. Default: 50, at most 256 KiB of them.
     *
     * @param messages how many; 0 for none
     * @return this builder
     */
    public Builder historyMessages(int messages) {
      return change(
          each ->
              each.withHistory(
                  new RoomOptions.History(messages, each.history().bytes(), each.history().age())));
    }

    /**
     * Bounds the bytes of the messages that a newcomer gets in rooms that have no options of their
     * own.
     *
     * @param bytes how many; at least 0; see {@link RoomOptions.History}
     * @return this builder
     */
    public Builder historyBytes(long bytes) {
      return change(
          each ->
              each.withHistory(
                  new RoomOptions.History(each.history().messages(), bytes, each.history().age())));
    }

    /** Changes the template's options; tries it at once, so that misuse is told where it is. */
    private Builder change(UnaryOperator<RoomOptions> change) {
      UnaryOperator<RoomOptions> before = changes;
      changes = options -> change.apply(before.apply(options));
      var unused = changes.apply(RoomOptions.defaults());
      return this;
    }

    /**
     * Sets the language of the texts of refusals. There are Chinese ones, as the documented chat
     * has them, and English ones for every other language. Default: Chinese.
     *
     * @param value the language
     * @return this builder
     */
    public Builder language(Locale value) {
      this.language = value;
      return this;
    }

    /**
     * Sets what is counted. Default: nothing.
     *
     * @param value the application's metrics
     * @return this builder
     */
    public Builder metrics(ChatMetrics value) {
      this.metrics = value;
      return this;
    }

    /**
     * Sets where logs live. Default: in memory, for as long as these rooms are open. A backplane
     * that is set here is not closed with the rooms.
     *
     * @param value the backplane
     * @return this builder
     */
    public Builder backplane(Backplane value) {
      this.backplane = value;
      return this;
    }

    /**
     * Makes the rooms.
     *
     * @return the rooms
     */
    public ChatRooms build() {
      Settings settings =
          new Settings(
              executor,
              clock,
              scheduler != null ? scheduler : Scheduler.system(executor),
              random,
              new Policies(
                  authenticator, nicknames, roles, permissions, List.copyOf(filters), rates),
              nicknameOfRooms(),
              maxMessageBytes,
              reconnectGrace,
              presence,
              slowReaders,
              new Metrics(metrics),
              new RefusalTexts(language));
      Backplane given = backplane;
      Backplane used = given == null ? inMemoryBackplane(clock, random) : given;
      Registry registry =
          new Registry(
              settings,
              used,
              admission(),
              new ResumeTokens(tokenKey, tokenLifetime, clock, random));
      return new ChatRooms(registry, given == null ? used : null);
    }

    private RoomAdmission admission() {
      Function<RoomName, RoomOptions> given = template;
      UnaryOperator<RoomOptions> changed = changes;
      Function<RoomName, RoomOptions> usual = name -> changed.apply(given.apply(name));
      Map<RoomName, RoomOptions> all = new LinkedHashMap<>();
      RoomName lobby = new RoomName("lobby");
      all.put(lobby, usual.apply(lobby));
      declaredByTemplate.forEach(name -> all.put(name, usual.apply(name)));
      all.putAll(declared);
      return new RoomAdmission(Map.copyOf(all), roomsOnDemand, maxRooms, usual);
    }

    /** One that the policy refuses cannot be claimed by anybody else, and is good as it is. */
    private Nickname nicknameOfRooms() {
      return nicknames.decide(roomNickname) instanceof NicknamePolicy.Decision.Accept accept
          ? accept.nickname()
          : new Nickname(roomNickname, roomNickname);
    }

    private static int positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
      }
      return value;
    }
  }
}
