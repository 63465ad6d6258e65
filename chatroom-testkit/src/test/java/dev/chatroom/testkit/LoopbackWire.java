package dev.chatroom.testkit;

import dev.chatroom.CloseReason;
import dev.chatroom.Outcome;
import dev.chatroom.testkit.transport.WireClient;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import org.jspecify.annotations.Nullable;

/** The wire of the loopback transport, which is none. */
final class LoopbackWire implements WireClient, Inbox.Reader {

  private final WireListener listener;
  private final LoopbackClient client;

  private LoopbackWire(LoopbackTransport transport, WireRequest request, WireListener listener) {
    this.listener = listener;
    this.client = transport.connect(LoopbackTransport.handshake(request.encodedQuery()), this);
  }

  static WireClient connect(
      LoopbackTransport transport, WireRequest request, WireListener listener) {
    LoopbackWire wire = new LoopbackWire(transport, request, listener);
    Outcome.Refused refusal = wire.client.refusal();
    if (refusal != null) {
      listener.ended(CloseReason.REFUSED.number(), refusal.code());
    }
    return wire;
  }

  @Override
  public void read(int ack, Received entry) {
    if (entry.event().equals(Received.ACK)) {
      listener.answer(ack, entry.data());
    } else {
      listener.event(entry.event(), entry.data());
    }
  }

  @Override
  public void ended(CloseReason reason) {
    listener.ended(reason.number(), reason.code());
  }

  @Override
  public void emit(String event, @Nullable Object data) {
    var unused = client.send(event, data, null);
  }

  @Override
  public void emit(String event, @Nullable Object data, int ack) {
    client.send(event, data, ack);
  }

  @Override
  public void stopReading() {
    client.stopReading();
  }

  @Override
  public void readOn() {
    client.readOn();
  }

  @Override
  public void close() {
    client.disconnect();
  }

  @Override
  public void abort() {
    client.disconnect();
  }
}
