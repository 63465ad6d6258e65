package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.spi.Backplane;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole stories of clients in rooms, in virtual time: clients that come and go, claim, talk, stall,
 * repeat themselves and come back, while executors, network and nodes do what they do at the worst
 * moment; and after each step the laws of the rooms are looked at.
 *
 * <pre>{@code
 * NicknamePolicy standard = NicknamePolicy.precis(32);
 * NicknamePolicy noStaff =
 *     requested ->
 *         requested.toLowerCase(Locale.ROOT).startsWith("admin")
 *             ? new Refuse("nickname_reserved", "For staff only.")
 *             : standard.decide(requested);
 * Invariant nobodyIsStaff =
 *     (room, event) -> {
 *       if (event instanceof RoomEvent.Joined joined) {
 *         assertThat(joined.occupant().nickname().key()).doesNotStartWith("admin");
 *       }
 *     };
 * ChatSimulation.builder()
 *     .seeds(200)
 *     .configure(rooms -> rooms.nicknames(noStaff))
 *     .nicknames("ann", "admin", "Admin Bob", "tom")
 *     .check(() -> nobodyIsStaff)
 *     .run();
 * }</pre>
 *
 * <p>A story follows from its seed and nothing else: it is made up before it happens, nothing in it
 * waits or knows what time it really is, and the same seed fails in the same way on every machine.
 * A story that breaks a law is made as short as can be and told, step by step, in the {@link
 * AssertionError}.
 *
 * <p>The laws: all see one order (1); nobody misses anything untold, and all know who is here (2);
 * a nickname has one owner (3); each {@code Joined} has one {@code Left} (4); the room says who
 * speaks (5); nothing grows without bound (8); each command is answered once, in its place (9).
 * What has a key is said once, private messages are private, deleted ones gone, and whoever is
 * kicked, banned or muted is so. A user's own are added with {@link Builder#check}.
 *
 * <p>Stories happen at once on the threads of the common pool, each on one.
 */
public final class ChatSimulation {

  /** How many shorter stories are tried when one breaks a law. */
  private static final int SHRINKING_ATTEMPTS = 3_000;

  /** How long a grace may be. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Setting setting;
  private final List<String> nicknames;
  private final List<String> messages;
  private final long firstSeed;
  private final long seeds;

  private ChatSimulation(Builder builder) {
    this.setting = builder.setting();
    this.nicknames = builder.nicknames;
    this.messages = builder.messages;
    this.firstSeed = builder.firstSeed;
    this.seeds = builder.seeds;
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  private void run() {
    LongStream.range(firstSeed, firstSeed + seeds)
        .parallel()
        .mapToObj(this::failure)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError(told(failure));
            });
  }

  private List<Step> story(long seed) {
    return StoryTeller.story(setting.shape(), nicknames, messages, seed);
  }

  private Optional<Failure> failure(long seed) {
    return Performance.of(setting, seed, story(seed)).map(breach -> new Failure(seed, breach));
  }

  private String told(Failure failure) {
    List<Step> story = story(failure.seed());
    List<Step> shrunk =
        Shrinking.of(story, each -> breaksSameLaw(failure, each), SHRINKING_ATTEMPTS);
    Breach breach = Performance.of(setting, failure.seed(), shrunk).orElse(failure.breach());
    String ending = breach.ending().isEmpty() ? "" : "\n  then " + breach.ending();
    return "seed %d: %s%nIts story, %d steps of %d, to be told again with .seed(%d):%n%s%s"
        .formatted(
            failure.seed(),
            breach,
            shrunk.size(),
            story.size(),
            failure.seed(),
            shrunk.stream().map(each -> "  " + each).collect(Collectors.joining("\n")),
            ending);
  }

  private boolean breaksSameLaw(Failure failure, List<Step> story) {
    return Performance.of(setting, failure.seed(), story)
        .filter(breach -> breach.law().equals(failure.breach().law()))
        .isPresent();
  }

  private record Failure(long seed, Breach breach) {}

  /** Says what is simulated. Not safe for concurrent use. */
  public static final class Builder {

    private long firstSeed;
    private long seeds = 100;
    private int clients = 6;
    private int rooms = 2;
    private int nodes = 1;
    private int steps = 100;
    private boolean immediate;
    private int logEvents = 32;
    private long logBytes = 1024 * 1024;
    private int historyMessages = 8;
    private PresencePolicy presence = PresencePolicy.defaults();
    private Duration reconnectGrace = Duration.ZERO;
    private @Nullable Duration retireAfter;
    private boolean moderation;
    private boolean losesLogs;
    private List<String> nicknames = List.of("ann", "Ann", "tom", "bob", "eve", "kim", "小明");
    private List<String> messages = List.of("hi", "你好");
    private UnaryOperator<ChatRooms.Builder> configure = each -> each;
    private BiFunction<Clock, RandomGenerator, Backplane> backplanes = ChatRooms::inMemoryBackplane;
    private final List<Supplier<? extends Invariant>> invariants = new ArrayList<>();

    private Builder() {}

    /**
     * Sets how many stories are told, with the seeds from 0 on. Default: 100.
     *
     * @param number how many; at least 1
     * @return this builder
     */
    public Builder seeds(long number) {
      if (number < 1) {
        throw new IllegalArgumentException("number: " + number + " (expected: > 0)");
      }
      this.firstSeed = 0;
      this.seeds = number;
      return this;
    }

    /**
     * Tells one story only: that which failed.
     *
     * @param seed which
     * @return this builder
     */
    public Builder seed(long seed) {
      this.firstSeed = seed;
      this.seeds = 1;
      return this;
    }

    /**
     * Sets how many clients there are. Default: 6.
     *
     * @param number how many; at least 1
     * @return this builder
     */
    public Builder clients(int number) {
      this.clients = number;
      return this;
    }

    /**
     * Sets how many rooms there are. Default: 2.
     *
     * @param number how many; at least 1
     * @return this builder
     */
    public Builder rooms(int number) {
      this.rooms = number;
      return this;
    }

    /**
     * Sets how many nodes share the rooms. One is next to its backplane, which answers at once;
     * between several and theirs there is a network that delays, is cut and heals, and nodes die.
     * Default: 1.
     *
     * @param number how many; at least 1
     * @return this builder
     */
    public Builder nodes(int number) {
      this.nodes = number;
      return this;
    }

    /**
     * Sets how many steps a story has. Default: 100.
     *
     * @param number how many; at least 1
     * @return this builder
     */
    public Builder steps(int number) {
      this.steps = number;
      return this;
    }

    /**
     * Does everything in the caller, before a step is over, on one node. Otherwise executors take
     * turns as the seed says.
     *
     * @return this builder
     */
    public Builder immediate() {
      this.immediate = true;
      return this;
    }

    /**
     * Bounds how much of each room's log a node keeps: the less, the more often clients fall off
     * it. Default: 32 events, 1 MiB.
     *
     * @param events as for {@link ChatRooms.Builder#log}
     * @param bytes as for {@link ChatRooms.Builder#log}
     * @return this builder
     */
    public Builder log(int events, long bytes) {
      this.logEvents = events;
      this.logBytes = bytes;
      return this;
    }

    /**
     * Sets how many messages a newcomer gets. Default: 8.
     *
     * @param number as for {@link ChatRooms.Builder#historyMessages}
     * @return this builder
     */
    public Builder historyMessages(int number) {
      this.historyMessages = number;
      return this;
    }

    /**
     * Sets how often, and up to which size, clients get lists of who is here.
     *
     * @param value as for {@link ChatRooms.Builder#presence}
     * @return this builder
     */
    public Builder presence(PresencePolicy value) {
      this.presence = value;
      return this;
    }

    /**
     * Sets how long nicknames are held for clients that lost their connection. Default: not at all.
     *
     * @param value as for {@link ChatRooms.Builder#reconnectGrace}; at most 5 s
     * @return this builder
     */
    public Builder reconnectGrace(Duration value) {
      if (value.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("value: " + value + " (expected: <= " + LONGEST + ")");
      }
      this.reconnectGrace = value;
      return this;
    }

    /**
     * Makes rooms when somebody connects to them, and retires those that have been empty for a
     * while, except the lobby.
     *
     * @param value as for {@link dev.chatroom.RoomOptions#retireAfter}
     * @return this builder
     */
    public Builder retireAfter(Duration value) {
      this.retireAfter = value;
      return this;
    }

    /**
     * Lets the application keep order, and some of the clients, who are moderators unless {@link
     * #configure} sets other roles: they kick, ban, mute, delete and so on.
     *
     * @return this builder
     */
    public Builder moderation() {
      this.moderation = true;
      return this;
    }

    /**
     * Lets the backplane lose logs: nodes are told another one, as after a crash of what keeps
     * them.
     *
     * @return this builder
     */
    public Builder losingLogs() {
      this.losesLogs = true;
      return this;
    }

    /**
     * Sets the nicknames that clients ask for; few, so that they race.
     *
     * @param requested which; at least one
     * @return this builder
     */
    public Builder nicknames(String... requested) {
      this.nicknames = atLeastOne("requested", requested);
      return this;
    }

    /**
     * Sets what clients say; a number is added, so that each message is another one.
     *
     * @param texts which; at least one
     * @return this builder
     */
    public Builder messages(String... texts) {
      this.messages = atLeastOne("texts", texts);
      return this;
    }

    private static List<String> atLeastOne(String name, String... values) {
      if (values.length == 0) {
        throw new IllegalArgumentException(name + ": none (expected: at least one)");
      }
      return List.of(values);
    }

    /**
     * Makes the rooms of each node as they are to be tested: with policies, limits and so on. There
     * are no limits of rates unless they are set here. Clock, randomness, executor, backplane, and
     * what this builder has methods for are the simulation's. An authenticator must answer at once.
     *
     * @param rooms what is done to the builder of the rooms; called for each node by any thread
     * @return this builder
     */
    public Builder configure(UnaryOperator<ChatRooms.Builder> rooms) {
      this.configure = rooms;
      return this;
    }

    /**
     * Sets what makes the backplane that the nodes of a story share. It must not need a thread of
     * its own, and keep what the last node was told. Default: in memory.
     *
     * @param factory called once for each story, and for each log that is lost
     * @return this builder
     */
    public Builder backplane(BiFunction<Clock, RandomGenerator, Backplane> factory) {
      this.backplanes = factory;
      return this;
    }

    /**
     * Adds something that is to hold in every story.
     *
     * @param invariant makes one for each story, as stories are told at once
     * @return this builder
     */
    public Builder check(Supplier<? extends Invariant> invariant) {
      this.invariants.add(invariant);
      return this;
    }

    private Setting setting() {
      Shape shape =
          new Shape(
              clients,
              rooms,
              nodes,
              steps,
              immediate,
              logEvents,
              logBytes,
              historyMessages,
              new Customs(presence, reconnectGrace, retireAfter, moderation, losesLogs));
      return new Setting(shape, configure, backplanes, List.copyOf(invariants));
    }

    /**
     * Tells the stories.
     *
     * @throws AssertionError when one breaks a law: the one with the lowest seed, told in short
     */
    public void run() {
      new ChatSimulation(this).run();
    }
  }
}
