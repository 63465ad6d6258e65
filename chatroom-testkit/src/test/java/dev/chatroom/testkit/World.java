package dev.chatroom.testkit;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.spi.Backplane;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Rooms whose executors, clock and randomness belong to the test; no rate limits. */
final class World implements AutoCloseable {

  final ManualClock clock = new ManualClock();
  final Random random;
  private final List<ManualExecutor> executors = new ArrayList<>();
  private final List<ChatRooms> nodes = new ArrayList<>();

  World(long seed) {
    random = new Random(seed);
  }

  World() {
    this(1);
  }

  /** Makes rooms whose listeners and attached sessions run on an executor of the world. */
  ChatRooms node(UnaryOperator<ChatRooms.Builder> with) {
    return node(executor(), with);
  }

  /** Makes rooms that do everything in the caller. */
  ChatRooms immediate(UnaryOperator<ChatRooms.Builder> with) {
    return node(Runnable::run, with);
  }

  private ChatRooms node(Executor executor, UnaryOperator<ChatRooms.Builder> with) {
    ChatRooms.Builder builder =
        ChatRooms.builder()
            .executor(executor)
            .clock(clock)
            .random(random)
            .scheduler(clock)
            .rates(RateLimits.none())
            .roomsOnDemand(true);
    ChatRooms rooms = with.apply(builder).build();
    nodes.add(rooms);
    return rooms;
  }

  /** A lane of its own for the clients of a node. */
  LoopbackTransport lane(ChatRooms rooms) {
    return LoopbackTransport.startedOn(rooms, executor());
  }

  ManualExecutor executor() {
    ManualExecutor executor = new ManualExecutor();
    executors.add(executor);
    return executor;
  }

  Backplane memory() {
    return ChatRooms.inMemoryBackplane(clock, random);
  }

  /** A memory behind a network: see {@link RemoteBackplane}. */
  RemoteBackplane remote() {
    return new RemoteBackplane(memory(), executor(), executor(), executor());
  }

  /** Records what happens in a room from here on. */
  static EventRecord recordOf(ChatRoom room) {
    EventRecord record = new EventRecord();
    room.addListener(record);
    return record;
  }

  /** Runs one task of one executor, if that one has any. */
  void runSomething() {
    executors.get(random.nextInt(executors.size())).runNext();
  }

  /** Runs everything until nothing is left to do. */
  void run() {
    int ran = 1;
    for (int round = 0; ran > 0; round++) {
      if (round == 1_000) {
        throw new IllegalStateException("no end within 1000 rounds");
      }
      ran = executors.stream().mapToInt(ManualExecutor::runAll).sum();
    }
  }

  @Override
  public void close() {
    nodes.forEach(ChatRooms::close);
    run();
  }
}
