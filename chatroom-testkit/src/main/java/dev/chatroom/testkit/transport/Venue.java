package dev.chatroom.testkit.transport;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.contract.RealTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule takes place: rooms, the transport started on them, and guests.
 *
 * <pre>{@code
 * @Test
 * void somebody_talks(Venue venue) {
 *   Guest ann = venue.connect("ann");
 *   venue.guest("tom").say("hi");
 *   ann.sees("tom说:hi");
 * }
 * }</pre>
 *
 * <p>It opens with the first guest, or with {@link #open()}; until then rooms and limits can be
 * changed. Unless a rule says otherwise there are no rate limits. When the test is over it closes
 * by itself. For the thread of the test.
 */
public final class Venue implements AutoCloseable {

  private static final int SHOWN_GUESTS = 10;
  private static final Duration NO_DRAIN = Duration.ofMillis(100);

  private final TransportUnderTest underTest;
  private final List<Guest> guests = new ArrayList<>();
  private final List<Venue> others = new ArrayList<>();
  private UnaryOperator<ChatRooms.Builder> customs = UnaryOperator.identity();
  private TransportLimits limits = TransportLimits.defaults();
  private @Nullable ChatRooms rooms;
  private @Nullable Transport transport;
  private int fences;

  Venue(TransportUnderTest underTest) {
    this.underTest = underTest;
  }

  /**
   * Says how the rooms are to be.
   *
   * @param how changes their builder
   * @return this venue
   * @throws IllegalStateException when it is open
   */
  public Venue with(UnaryOperator<ChatRooms.Builder> how) {
    checkNotOpen();
    UnaryOperator<ChatRooms.Builder> before = customs;
    customs = builder -> how.apply(before.apply(builder));
    return this;
  }

  /**
   * Says how the transport is to be.
   *
   * @param how changes the limits
   * @return this venue
   * @throws IllegalStateException when it is open
   */
  public Venue withLimits(UnaryOperator<TransportLimits> how) {
    checkNotOpen();
    limits = how.apply(limits);
    return this;
  }

  private void checkNotOpen() {
    if (rooms != null) {
      throw new IllegalStateException("the venue is open (expected: not yet)");
    }
  }

  /**
   * Makes the rooms, and starts a transport on them. Does nothing when it is open.
   *
   * @return this venue
   */
  public Venue open() {
    if (rooms == null) {
      rooms = customs.apply(underTest.rooms().rates(RateLimits.none())).build();
      Transport made = underTest.create(limits);
      made.start(rooms);
      transport = made;
    }
    return this;
  }

  /**
   * Makes another venue with the same transport under test, which closes with this one.
   *
   * @return a venue that is not open yet
   */
  public Venue another() {
    Venue other = new Venue(underTest);
    others.add(other);
    return other;
  }

  /** {@return the transport that the rule is about} */
  public TransportUnderTest underTest() {
    return underTest;
  }

  /** {@return how the transport is, or will be} */
  public TransportLimits limits() {
    return limits;
  }

  /** {@return the rooms} */
  public ChatRooms rooms() {
    open();
    return present(rooms);
  }

  /** {@return the room in which guests are who ask for none} */
  public ChatRoom room() {
    return rooms().room("lobby");
  }

  /** {@return the transport, started} */
  public Transport transport() {
    open();
    return present(transport);
  }

  private static <T> T present(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the venue is not open");
    }
    return made;
  }

  /**
   * Connects somebody and waits for the place in the room.
   *
   * @param name what the guest is called in the record
   * @return the guest, who has no nickname yet
   */
  public Guest connect(String name) {
    return connect(name, WireRequest.PLAIN);
  }

  /**
   * Connects somebody who says something about it, and waits for the place in the room.
   *
   * @param name what the guest is called in the record
   * @param request what is said
   * @return the guest, who has no nickname yet
   */
  public Guest connect(String name, WireRequest request) {
    return arriving(name, request).isIn();
  }

  /**
   * Connects somebody, and does not wait.
   *
   * @param name what the guest is called in the record
   * @param request what is said
   * @return the guest, who may not be in yet, or may be refused
   */
  public Guest arriving(String name, WireRequest request) {
    Guest guest = new Guest(this, name, request);
    guests.add(guest);
    return guest;
  }

  /**
   * Connects somebody who claims a nickname and gets it.
   *
   * @param nickname which
   * @return the guest
   */
  public Guest guest(String nickname) {
    return connect(nickname).claim(nickname).isAnswered("ok");
  }

  WireClient connect(WireRequest request, WireListener listener) {
    return underTest.connect(transport(), request, listener);
  }

  /**
   * Waits for a condition.
   *
   * @param what is waited for, in words
   * @param condition what is waited for
   * @throws AssertionError when it does not come to hold
   */
  public void await(String what, BooleanSupplier condition) {
    await(what, condition, () -> "nothing else");
  }

  /** Waits for a condition, and says how things are instead when it does not come to hold. */
  void await(String what, BooleanSupplier condition, Supplier<String> instead) {
    if (!underTest.await(condition)) {
      throw new AssertionError("waited in vain: " + what + "; instead: " + instead.get());
    }
  }

  /** Waits for what happens in real time, whatever time the rooms have. */
  void awaitInRealTime(String what, BooleanSupplier condition, Supplier<String> instead) {
    if (!RealTime.await(underTest.patience(), condition)) {
      throw new AssertionError("waited in vain: " + what + "; instead: " + instead.get());
    }
  }

  /**
   * Says something in the room and waits until the guests have seen it: what was in the room before
   * it has come, or never will. What guests have sent and seen no answer to may still be on its way
   * into the room; wait for that first.
   *
   * @param readers who waits
   */
  public void letAllCatchUp(List<Guest> readers) {
    fences++;
    String text = "so far " + fences;
    room().post(text);
    String line = "system说:" + text;
    for (Guest each : readers) {
      await(each.name() + " sees " + line, () -> each.messages().contains(line));
    }
  }

  /**
   * Stops the transport.
   *
   * @param drain how long clients may take at most
   */
  public void stop(Duration drain) {
    transport().stop(drain);
  }

  /** Stops the transport on another thread, which it may keep until clients have taken all. */
  CompletableFuture<Void> stopAside(Duration drain) {
    Transport stopping = transport();
    return CompletableFuture.runAsync(
        () -> stopping.stop(drain), task -> new Thread(task, "stop").start());
  }

  /** Closes: every client is cut off, whatever became of it before, and nobody is waited for. */
  @Override
  public void close() {
    others.forEach(Venue::close);
    guests.forEach(each -> each.wire().abort());
    if (transport != null) {
      transport.stop(NO_DRAIN);
    }
    if (rooms != null) {
      rooms.close();
    }
  }

  /** What the first guests got, a line for each; of a crowd nobody would read more. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    guests.stream().limit(SHOWN_GUESTS).forEach(each -> text.append("\n  ").append(each));
    if (guests.size() > SHOWN_GUESTS) {
      text.append("\n  … ").append(guests.size() - SHOWN_GUESTS).append(" more");
    }
    others.forEach(text::append);
    return text.toString();
  }
}
