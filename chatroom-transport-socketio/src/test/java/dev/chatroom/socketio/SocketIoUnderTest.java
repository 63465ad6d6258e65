package dev.chatroom.socketio;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.Ending;
import dev.chatroom.testkit.transport.HostileInput;
import dev.chatroom.testkit.transport.TcpTransportUnderTest;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Socket.IO transport with clients 4.x that come by one of three ways. */
enum SocketIoUnderTest implements TcpTransportUnderTest {
  WEBSOCKET,
  POLLING,
  /** First by polling, then by a WebSocket. */
  UPGRADE;

  /** Nothing but the heartbeat finds out that a client was lost between two polls. */
  private static final Ending LOST_BETWEEN_POLLS =
      new Ending("abort between polls", true, dev.chatroom.testkit.transport.WireClient::abort);

  private static final int MASKED_TEXT = RawWebSocket.FIN | RawWebSocket.TEXT;

  @Override
  public Transport create(TransportLimits limits) {
    SocketIoTransportBuilder builder =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxMessageBytes(limits.maxMessageBytes())
            .maxOutboundBytes(limits.maxOutboundBytes());
    limits.allowedOrigins().forEach(builder::allowOrigin);
    Duration idle = limits.idleTimeout();
    Duration interval = idle.dividedBy(10);
    return builder.heartbeat(interval, idle.minus(interval)).build();
  }

  @Override
  public InetSocketAddress address(Transport started) {
    return ((SocketIoTransport) started).address().orElseThrow();
  }

  @Override
  public ContractClient connect(
      InetSocketAddress server, WireRequest request, WireListener listener) {
    String query = request.encodedQuery();
    String headers = request.origin() == null ? "" : "Origin: " + request.origin() + "\r\n";
    return ContractClient.open(
        listener,
        receiver ->
            this == WEBSOCKET
                ? WebSocketLine.open(server, query, headers, receiver)
                : PollingLine.open(server, query, headers, this == UPGRADE, receiver));
  }

  @Override
  public List<Ending> endings() {
    Ending abort = this == WEBSOCKET ? Ending.ABORT : LOST_BETWEEN_POLLS;
    return List.of(Ending.CLOSE, abort, Ending.SILENCE);
  }

  @Override
  public List<HostileInput> hostileInputs(TransportLimits limits) {
    List<HostileInput> inputs = new ArrayList<>();
    // A post that is no payload ends a session that does not poll just then without a word.
    byte[] nonsense = raw("nonsense");
    inputs.add(
        this == POLLING
            ? HostileInput.ended("no packet", nonsense, WireListener.NO_CODE)
            : HostileInput.closed("no packet", nonsense, CloseReason.PROTOCOL_ERROR));
    inputs.add(
        HostileInput.closed("broken JSON", raw("42[\"message\","), CloseReason.PROTOCOL_ERROR));
    inputs.add(HostileInput.closed("no event", raw("42{}"), CloseReason.PROTOCOL_ERROR));
    inputs.add(HostileInput.closed("a ping of ours", raw("2"), CloseReason.PROTOCOL_ERROR));
    String tooLong = "42[\"message\",{\"msg\":\"" + "x".repeat(limits.maxMessageBytes()) + "\"}]";
    inputs.add(
        this == POLLING
            ? HostileInput.ended("too long", raw(tooLong), 413)
            : HostileInput.refused("too long", raw(tooLong), Refusal.TOO_LARGE));
    if (this == WEBSOCKET) {
      byte[] noUtf8 = {'4', '2', '[', '"', (byte) 0xff, '"', ']'};
      inputs.add(
          HostileInput.ended(
              "text that is no UTF-8", RawWebSocket.frame(MASKED_TEXT, noUtf8), 1007));
      inputs.add(
          HostileInput.ended("a frame of no kind", RawWebSocket.frame(0x83, new byte[1]), 1002));
      inputs.add(
          HostileInput.ended("a frame that is not masked", new byte[] {(byte) 0x81, 0}, 1002));
    }
    return inputs;
  }

  private byte[] raw(String packet) {
    byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
    return this == POLLING ? bytes : RawWebSocket.frame(MASKED_TEXT, bytes);
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
    return Set.copyOf(LeakCheck.REPORTS.take());
  }
}
