package dev.chatroom.testkit.backplane;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.testkit.contract.RealTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/**
 * The logs of one backplane under test and the nodes that share them.
 *
 * <pre>{@code
 * FollowedLog one = house.follow();
 * FollowedLog other = house.follow();
 * one.holder("tom").claims();
 * other.sees(one);
 * }</pre>
 */
public final class House implements AutoCloseable {

  /** The room that rules use where one is enough. */
  static final RoomName LOBBY = new RoomName("lobby");

  private static final int SHOWN_LOGS = 10;

  private final Supplier<? extends BackplaneUnderTest> backplanes;
  private final BackplaneUnderTest underTest;
  private final List<House> others = new CopyOnWriteArrayList<>();
  private final List<Backplane> nodes = new CopyOnWriteArrayList<>();
  private final List<FollowedLog> logs = new CopyOnWriteArrayList<>();

  House(Supplier<? extends BackplaneUnderTest> backplanes) {
    this.backplanes = backplanes;
    this.underTest = backplanes.get();
  }

  /** Returns another house of the same kind, with logs of its own. */
  House another() {
    return another(backplanes);
  }

  private House another(Supplier<? extends BackplaneUnderTest> kind) {
    House other = new House(kind);
    others.add(other);
    return other;
  }

  /** Returns a house with the backplane in memory, which is what others are compared with. */
  House inMemory() {
    Backplane memory = ChatRooms.inMemoryBackplane(Clock.systemUTC(), new SecureRandom());
    return another(
        () ->
            new BackplaneUnderTest() {
              @Override
              public Backplane node() {
                return memory;
              }

              @Override
              public void close() {
                memory.close();
              }
            });
  }

  /** {@return what is under test} */
  public BackplaneUnderTest underTest() {
    return underTest;
  }

  /** {@return a new node} */
  public Backplane node() {
    Backplane node = underTest.node();
    nodes.add(node);
    return node;
  }

  /**
   * Has a new node follow the lobby, a room with the default options.
   *
   * @return the log as this node has it, opened
   */
  public FollowedLog follow() {
    return follow(RoomOptions.defaults());
  }

  /**
   * Has a new node follow the lobby.
   *
   * @param options what the room is like
   * @return the log as this node has it, opened
   */
  public FollowedLog follow(RoomOptions options) {
    return follow(node(), LOBBY, options);
  }

  /**
   * Has a node follow a room.
   *
   * @param node which node
   * @param room which room
   * @param options what it is like
   * @return the log as this node has it, opened
   */
  public FollowedLog follow(Backplane node, RoomName room, RoomOptions options) {
    return opening(node, room, options).isOpened();
  }

  /** As the above, without waiting for the log to be opened. */
  FollowedLog opening(Backplane node, RoomName room, RoomOptions options) {
    FollowedLog log = new FollowedLog(this, node, room, options);
    logs.add(log);
    return log;
  }

  /** Takes a look at the lobby as somebody who comes just now. */
  FollowedLog latecomer() {
    return follow();
  }

  /** Closes a node that is not needed any more. */
  void leave(FollowedLog log) {
    log.close();
    forget(log.node());
    log.node().close();
  }

  /** Returns what is under test, where it is outside of the process. */
  RemoteBackplaneUnderTest remote() {
    return (RemoteBackplaneUnderTest) underTest;
  }

  void crash(FollowedLog log) {
    forget(log.node());
    remote().crash(log.node());
  }

  void cutOff(FollowedLog log) {
    remote().cutOff(log.node());
  }

  void restore(FollowedLog log) {
    remote().restore(log.node());
  }

  /** Leaves a node alone from here on: it is lost, or closed. */
  void forget(Backplane node) {
    nodes.remove(node);
  }

  /**
   * Waits for a condition.
   *
   * @param what is waited for, in words
   * @param condition what is waited for
   * @throws AssertionError when it does not come to hold
   */
  public void await(String what, BooleanSupplier condition) {
    await(what, underTest.patience(), condition);
  }

  void await(String what, Duration bound, BooleanSupplier condition) {
    if (!RealTime.await(bound, condition)) {
      throw new AssertionError("waited in vain for " + bound + ": " + what);
    }
  }

  /** Waits for what a stage completes with. */
  <T> T get(CompletionStage<T> stage) {
    try {
      return stage
          .toCompletableFuture()
          .get(underTest.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no result within " + underTest.patience(), e);
    } catch (ExecutionException e) {
      throw new AssertionError("no result: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a result", e);
    }
  }

  /** Checks that no tail was told anything in a way in which tails are not told things. */
  void isSound() {
    others.forEach(House::isSound);
    for (FollowedLog each : logs) {
      Assertions.assertThat(each.tail().faults()).as("faults of %s", each.name()).isEmpty();
    }
  }

  /** How many logs were followed so far; the next one is called by it. */
  int followed() {
    return logs.size();
  }

  @Override
  public void close() {
    others.forEach(House::close);
    logs.stream().filter(each -> nodes.contains(each.node())).forEach(FollowedLog::close);
    nodes.forEach(Backplane::close);
    underTest.close();
  }

  /** What the first tails were told; of a crowd nobody would read more. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    logs.stream().limit(SHOWN_LOGS).forEach(each -> text.append("\n  ").append(each));
    if (logs.size() > SHOWN_LOGS) {
      text.append("\n  … ").append(logs.size() - SHOWN_LOGS).append(" more");
    }
    others.forEach(each -> text.append("\n  beside it:").append(each));
    return text.toString();
  }
}
