package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.chatroom.Refusal;
import dev.chatroom.spi.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/** {@link ServerSentEvents} as the contract sees it. */
final class ServerSentEventsUnderTest implements TransportUnderTest {

  @Override
  public Transport create(TransportLimits limits) {
    try {
      InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new ServerSentEvents(HttpServer.create(free, 0), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public WireClient connect(Transport started, WireRequest request, WireListener listener) {
    return new SseClient(port(started), request, listener);
  }

  /** A stream that is cut is noticed only by what is written to it. */
  @Override
  public List<Ending> endings() {
    return List.of(Ending.CLOSE);
  }

  @Override
  public List<HostileInput> hostileInputs(TransportLimits limits) {
    return List.of(
        malformed("garbage", "\0\1\2"),
        malformed("cut off", "{\"event\":\"message\",\"data\":\"h"),
        malformed("null", "null"),
        malformed("a list", "[\"message\",\"hi\"]"),
        malformed("no event", "{\"data\":\"hi\"}"),
        malformed("an event that has no name", "{\"event\":{},\"data\":\"hi\"}"),
        malformed("a number that is none", "{\"event\":\"leave\",\"ack\":\"one\"}"),
        malformed("two at once", "{\"event\":\"leave\"}{\"event\":\"leave\"}"),
        malformed("too deep", "[".repeat(10_000)),
        HostileInput.refused(
            "no UTF-8",
            new byte[] {'{', '"', 'e', 'v', 'e', 'n', 't', '"', ':', '"', (byte) 0xFF, '"', '}'},
            Refusal.MALFORMED),
        HostileInput.refused(
            "too large", new byte[limits.maxMessageBytes() + 1], Refusal.TOO_LARGE));
  }

  private static HostileInput malformed(String name, String body) {
    return HostileInput.refused(name, body.getBytes(UTF_8), Refusal.MALFORMED);
  }

  @Override
  public List<String> foreignOrigins(Transport started) {
    return List.of();
  }

  @Override
  public List<String> ownOrigins(Transport started) {
    return List.of();
  }

  @Override
  public Set<String> leaks() {
    return Set.of();
  }

  private static int port(Transport started) {
    return ((ServerSentEvents) started).server.getAddress().getPort();
  }
}
