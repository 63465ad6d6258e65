package dev.chatroom;

import dev.chatroom.internal.HistoryBounds;
import dev.chatroom.internal.InMemoryBackplane;
import dev.chatroom.internal.LogBounds;
import dev.chatroom.internal.RefusalTexts;
import dev.chatroom.internal.Registry;
import dev.chatroom.internal.RoomAdmission;
import dev.chatroom.internal.Settings;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.RateLimit;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
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

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a backplane in memory, for several {@code ChatRooms} of one process to share, or for a
   * test to stand in front of. The caller closes it after them.
   *
   * @param clock stamps the events
   * @param random makes the epochs; safe for use by any thread
   * @param events how many events of each log are kept for those who open it later; at least 1
   * @param bytes how many bytes of each log; counted as for {@link Builder#log}
   * @return the backplane
   */
  public static Backplane inMemoryBackplane(
      Clock clock, RandomGenerator random, int events, long bytes) {
    return new InMemoryBackplane(clock, random, new LogBounds(events, bytes));
  }

  /**
   * Returns a room, and makes it where there is none.
   *
   * @param name which room; see {@link RoomName} for what is legal
   * @return the room, the same for the same name
   * @throws IllegalArgumentException when no room can have that name
   * @throws IllegalStateException when there is no such room and the rooms are closed
   */
  public ChatRoom room(String name) {
    return registry.room(new RoomName(name));
  }

  /**
   * Attaches a connection from outside; for transports. The query parameters of the handshake say
   * which {@code room} (default {@code lobby}), from where on ({@code since}), and how the client
   * wants to be told who is here ({@code presence=delta}); see docs/protocol.md.
   *
   * @param handshake what is known of the connection
   * @param outbound where it is written to
   * @param executor serves it: {@code outbound} is called there and nowhere else. It must run what
   *     it is given in order, one at a time, and not within {@code execute}. Sessions of one room
   *     with equal executors are served together; a room remembers each executor that it has seen.
   * @return the session, or why there is none
   */
  public ConnectResult connect(Handshake handshake, Outbound outbound, Executor executor) {
    return registry.connect(handshake, outbound, executor);
  }

  /**
   * Ends all sessions with {@link CloseReason#GOING_AWAY}, lets their occupants leave, and makes no
   * more rooms. Stop transports first, so that their clients are served to the end. Closing twice
   * does nothing.
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

    private final List<RoomName> declared = new ArrayList<>();
    private boolean roomsOnDemand;
    private int maxRooms = 1_000;
    private Executor executor = ForkJoinPool.commonPool();
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private NicknamePolicy nicknames =
        NicknamePolicy.precis(NicknamePolicy.DEFAULT_MAX_CODE_POINTS);
    private @Nullable RateLimit claimRate = RateLimit.perSecond(5);
    private @Nullable RateLimit postRate = RateLimit.perSecond(50);
    private int maxMessageBytes = 64 * 1024;
    private SlowReaderPolicy slowReaders = SlowReaderPolicy.RESET;
    private int logEvents = 1_024;
    private long logBytes = 1024 * 1024;
    private int historyMessages = 50;
    private long historyBytes = 256 * 1024;
    private Locale language = Locale.SIMPLIFIED_CHINESE;
    private @Nullable Backplane backplane;

    private Builder() {}

    /**
     * Declares a room, so that it is there from the start. {@code lobby}, where a connection goes
     * that asks for none, is always there.
     *
     * @param name which room
     * @return this builder
     * @throws IllegalArgumentException when no room can have that name
     */
    public Builder declare(String name) {
      declared.add(new RoomName(name));
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
     * Limits how many rooms connections from outside can make; a connection that would make one
     * more is refused {@code room_limit}. Rooms that the application asks for are not limited.
     * Default: 1,000.
     *
     * @param rooms how many; at least 1
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
     * Sets what time it is, for events and rates. Default: the system's clock.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Sets where ids come from. Default: a {@link SecureRandom}.
     *
     * @param value the source; safe for use by any thread
     * @return this builder
     */
    public Builder random(RandomGenerator value) {
      this.random = value;
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
     * Limits how often a session may claim a nickname; more is refused {@code rate_limited}.
     * Default: 5 a second, 10 at once.
     *
     * @param value the limit, or {@code null} for none
     * @return this builder
     */
    public Builder claimRate(@Nullable RateLimit value) {
      this.claimRate = value;
      return this;
    }

    /**
     * Limits how often a session may post; more is refused {@code rate_limited}. Default: 50 a
     * second, 100 at once.
     *
     * @param value the limit, or {@code null} for none
     * @return this builder
     */
    public Builder postRate(@Nullable RateLimit value) {
      this.postRate = value;
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
     * Sets what happens to a session that falls off the log. Default: it is reset.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder slowReaders(SlowReaderPolicy value) {
      this.slowReaders = value;
      return this;
    }

    /**
     * Bounds how much of each room's log is kept in memory, for slow readers and for clients that
     * come back; the older is dropped. Default: 1,024 events and 1 MiB.
     *
     * @param events how many events; at least 1
     * @param bytes how many bytes: each event counts its text in UTF-8 and 128 more; at least 1.
     *     Encoded forms come on top, once for each wire format in use; see docs/operations.md.
     * @return this builder
     */
    public Builder log(int events, long bytes) {
      this.logEvents = positive("events", events);
      this.logBytes = new LogBounds(events, bytes).maxBytes();
      return this;
    }

    /**
     * Sets how many of the last messages a newcomer gets. Default: 50, at most 256 KiB of them.
     *
     * @param messages how many; 0 for none
     * @return this builder
     */
    public Builder historyMessages(int messages) {
      this.historyMessages = new HistoryBounds(messages, historyBytes).maxMessages();
      return this;
    }

    /**
     * Bounds the bytes of the messages that a newcomer gets.
     *
     * @param bytes how many: each message counts its text in UTF-8 and 128 more; at least 0
     * @return this builder
     */
    public Builder historyBytes(long bytes) {
      this.historyBytes = new HistoryBounds(historyMessages, bytes).maxBytes();
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
     * Sets where logs live. Default: in memory, for as long as these rooms are open. A backplane
     * that is given here is the caller's to close.
     *
     * @param value the backplane
     * @return this builder
     */
    public Builder backplane(Backplane value) {
      this.backplane = value;
      return this;
    }

    /** Makes the rooms. */
    public ChatRooms build() {
      LogBounds log = new LogBounds(logEvents, logBytes);
      Settings settings =
          new Settings(
              executor,
              clock,
              random,
              nicknames,
              claimRate,
              postRate,
              maxMessageBytes,
              slowReaders,
              log,
              new HistoryBounds(historyMessages, historyBytes),
              new RefusalTexts(language));
      Backplane given = backplane;
      Backplane used = given == null ? new InMemoryBackplane(clock, random, log) : given;
      Registry registry = new Registry(settings, used, new RoomAdmission(roomsOnDemand, maxRooms));
      declared.forEach(registry::room);
      return new ChatRooms(registry, given == null ? used : null);
    }

    private static int positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
      }
      return value;
    }
  }
}
