package dev.chatroom.testkit.transport;

import dev.chatroom.spi.Transport;
import java.net.InetSocketAddress;

/**
 * A transport whose clients come over TCP, so that something can stand between the two: see {@link
 * NetworkCuts}.
 */
public interface TcpTransportUnderTest extends TransportUnderTest {

  /**
   * Returns where a transport listens.
   *
   * @param started a transport made by {@link #create}, which was started
   * @return its address
   */
  InetSocketAddress address(Transport started);

  /**
   * Connects a client, as {@link TransportUnderTest#connect} does. A connection that breaks before
   * the client has its place is {@link WireListener#ended}, and nothing is thrown.
   *
   * @param server where to
   * @param request what the client says when it connects
   * @param listener takes what the client gets
   * @return the client
   */
  WireClient connect(InetSocketAddress server, WireRequest request, WireListener listener);

  @Override
  default WireClient connect(Transport started, WireRequest request, WireListener listener) {
    return connect(address(started), request, listener);
  }
}
