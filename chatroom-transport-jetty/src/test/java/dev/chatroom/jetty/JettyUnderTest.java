package dev.chatroom.jetty;

import static dev.chatroom.jetty.RawWebSocket.BINARY;
import static dev.chatroom.jetty.RawWebSocket.FIN;
import static dev.chatroom.jetty.RawWebSocket.TEXT;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.Ending;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.TcpTransportUnderTest;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The Jetty transport on a port of its own, with clients that are threads. */
final class JettyUnderTest implements TcpTransportUnderTest {

  @Override
  public Transport create(TransportLimits limits) {
    JettyTransportBuilder builder =
        JettyTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxMessageBytes(limits.maxMessageBytes())
            .maxOutboundBytes(limits.maxOutboundBytes());
    limits.allowedOrigins().forEach(builder::allowOrigin);
    Duration interval = limits.idleTimeout().dividedBy(10);
    return builder.heartbeat(interval, limits.idleTimeout().minus(interval)).build();
  }

  @Override
  public InetSocketAddress address(Transport started) {
    return ((JettyTransport) started).address().orElseThrow();
  }

  @Override
  public WireClient connect(InetSocketAddress server, WireRequest request, WireListener listener) {
    return ContractClient.connect(server, request, listener);
  }

  @Override
  public List<Ending> endings() {
    return List.of(Ending.CLOSE, Ending.ABORT, Ending.SILENCE);
  }

  @Override
  public List<HostileInput> hostileInputs(TransportLimits limits) {
    String tooLong =
        "{\"event\":\"message\",\"data\":{\"msg\":\""
            + "x".repeat(limits.maxMessageBytes())
            + "\"}}";
    byte[] noUtf8 = {'"', (byte) 0xFF, '"'};
    return List.of(
        HostileInput.closed("no JSON", text("nonsense"), CloseReason.PROTOCOL_ERROR),
        HostileInput.closed("broken JSON", text("{\"event\":"), CloseReason.PROTOCOL_ERROR),
        HostileInput.refused("no object", text("[]"), Refusal.MALFORMED),
        HostileInput.refused("no name", text("{\"data\":1}"), Refusal.MALFORMED),
        HostileInput.refused(
            "an odd number", text("{\"event\":\"leave\",\"ack\":-1}"), Refusal.MALFORMED),
        HostileInput.refused("too long", text(tooLong), Refusal.TOO_LARGE),
        HostileInput.ended("text that is no UTF-8", frame(FIN | TEXT, noUtf8), 1007),
        HostileInput.ended("a binary message", frame(FIN | BINARY, new byte[1]), 1003),
        HostileInput.ended("a frame of no kind", frame(FIN | 3, new byte[1]), 1002),
        HostileInput.ended("a frame that is not masked", new byte[] {(byte) 0x81, 0}, 1002));
  }

  private static byte[] text(String message) {
    return frame(FIN | TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int firstByte, byte[] payload) {
    return RawWebSocket.frame(firstByte, payload.length, payload);
  }

  @Override
  public List<String> foreignOrigins(Transport started) {
    int port = address(started).getPort();
    return List.of("http://evil.example", "http://127.0.0.1:" + (port ^ 1), "null");
  }

  @Override
  public List<String> ownOrigins(Transport started) {
    return List.of("http://127.0.0.1:" + address(started).getPort());
  }

  @Override
  public Set<String> leaks() {
    return Set.of();
  }
}
