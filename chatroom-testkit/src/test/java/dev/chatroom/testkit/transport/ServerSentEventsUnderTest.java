package dev.chatroom.testkit.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chatroom.Refusal;
import dev.chatroom.spi.Transport;
import java.util.List;
import java.util.Set;

/** {@link ServerSentEvents} as the contract sees it. */
final class ServerSentEventsUnderTest implements TransportUnderTest {

  @Override
  public Transport create(TransportLimits limits) {
    return new ServerSentEvents(limits);
  }

  @Override
  public WireClient connect(Transport started, WireRequest request, WireListener listener) {
    return new SseClient(port(started), request, listener);
  }

  /** A stream that is cut while nothing is written to it is noticed by its next heartbeats. */
  @Override
  public List<Ending> endings() {
    return List.of(Ending.CLOSE, new Ending("abort", true, WireClient::abort));
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
    int port = port(started);
    return List.of(
        "http://elsewhere.example",
        "https://127.0.0.1:" + port,
        "http://127.0.0.1",
        "http://127.0.0.1.elsewhere.example:" + port,
        "null");
  }

  @Override
  public List<String> ownOrigins(Transport started) {
    return List.of("http://127.0.0.1:" + port(started));
  }

  @Override
  public Set<String> leaks() {
    return Set.of();
  }

  private static int port(Transport started) {
    return ((ServerSentEvents) started).port();
  }
}
