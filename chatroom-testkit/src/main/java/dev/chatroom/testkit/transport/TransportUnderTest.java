package dev.chatroom.testkit.transport;

import dev.chatroom.ChatRooms;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.contract.RealTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A transport as the contract sees it: how it is made, who connects to it, and what there is of
 * what not every transport has.
 *
 * <pre>{@code
 * final class OurTransportUnderTest implements TransportUnderTest {
 *
 *   @Override
 *   public Transport create(TransportLimits limits) {
 *     return new OurTransport(limits.maxMessageBytes(), limits.maxOutboundBytes());
 *   }
 *
 *   @Override
 *   public WireClient connect(Transport started, WireRequest request, WireListener listener) {
 *     int port = ((OurTransport) started).port();
 *     return OurClient.connect(port, request.encodedQuery(), listener);
 *   }
 *
 *   // And what there is of hostile input, of origins and of leaks: List.of() for none.
 * }
 * }</pre>
 *
 * <p>All methods are called by the thread of the test.
 */
public interface TransportUnderTest {

  /**
   * Makes a transport that is not started yet, at an address of this computer that is free.
   *
   * @param limits how the rule wants it to be
   * @return the transport
   */
  Transport create(TransportLimits limits);

  /**
   * Connects a client. What it emits before it has its place in the room waits, there or at the
   * server, and is neither lost nor refused.
   *
   * @param started a transport made by {@link #create}, which was started
   * @param request what the client says when it connects
   * @param listener takes what the client gets; a client that is refused is {@link
   *     WireListener#ended}, and nothing is thrown
   * @return the client
   */
  WireClient connect(Transport started, WireRequest request, WireListener listener);

  /**
   * Makes the builder of the rooms. In virtual time it has the executor, clock, scheduler and
   * random source that the fixture runs; what a rule needs is set on top.
   *
   * @return a builder
   */
  default ChatRooms.Builder rooms() {
    return ChatRooms.builder();
  }

  /**
   * Waits for a condition. Unless overridden it looks again and again for as long as {@link
   * #patience} says. In virtual time, run what waits and let time pass until the condition holds or
   * nothing is left to do.
   *
   * @param condition what is waited for; cheap, and safe to ask on the thread of the test
   * @return whether it holds
   */
  default boolean await(BooleanSupplier condition) {
    return RealTime.await(patience(), condition);
  }

  /**
   * Returns how long is waited for what happens in real time, whatever time the rooms have: threads
   * that end, a stop that returns. All that comes comes sooner.
   *
   * @return how long; unless overridden 30 s
   */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }

  /**
   * Returns the ways in which a client goes. {@link Ending#ABORT} is one of them where a cut
   * connection is noticed at once; where only {@link TransportLimits#idleTimeout} tells, as between
   * two polls, an ending that {@link Ending#timesOut} stands for it. So it does for {@link
   * Ending#CLOSE} where who goes does not say so.
   *
   * @return the ways; unless overridden a clean close, and an abort that is noticed
   */
  default List<Ending> endings() {
    return List.of(Ending.CLOSE, Ending.ABORT);
  }

  /**
   * Returns what a peer can send that is no event of the chat at all. Commands that are wrong but
   * well-formed the rules send themselves.
   *
   * @param limits how the transport is made that they are sent to
   * @return the inputs; none where a client can send nothing but events
   */
  List<HostileInput> hostileInputs(TransportLimits limits);

  /**
   * Returns origins whose pages must not connect, unless they are among the {@link
   * TransportLimits#allowedOrigins}.
   *
   * @param started a transport that was started
   * @return origins as a browser sends them; none where there are no pages
   */
  List<String> foreignOrigins(Transport started);

  /**
   * Returns origins whose pages are the transport's own, and may connect.
   *
   * @param started a transport that was started
   * @return origins as a browser sends them; none where there are no pages
   */
  List<String> ownOrigins(Transport started);

  /** {@return how many wire formats the clients of one venue speak together} */
  default int wireFormats() {
    return 1;
  }

  /**
   * Returns how much can be on its way to a client that does not read before the transport notices,
   * in buffers that are not its own: those of both ends of a socket.
   *
   * @return bytes; unless overridden 12 MiB, which is enough where clients have set a small receive
   *     buffer ({@code SO_RCVBUF}, before they connect): then only the send buffer of the server
   *     grows, to 4 MiB on Linux unless {@code tcp_wmem} says otherwise. A receive buffer that is
   *     left to the system may grow to more than all of that
   */
  default int bytesOnTheWay() {
    return 12 * 1024 * 1024;
  }

  /**
   * Returns whether a thread is one that clients need and that may outlive them, such as the pool
   * of an HTTP client that is shared.
   *
   * @param thread a thread that was not there before
   * @return whether it is no concern of the transport; unless overridden, {@code false}
   */
  default boolean isOfClients(Thread thread) {
    return false;
  }

  /**
   * Returns what is left of transports that were stopped, besides threads and file descriptors,
   * which the rules count: buffers, timers, entries of a table.
   *
   * @return what is left, each in words; empty when nothing is, or where there is nothing that the
   *     rules do not count
   */
  Set<String> leaks();
}
