package dev.chatroom.jetty;

import dev.chatroom.testkit.transport.WireClient;
import org.jspecify.annotations.Nullable;

/** A client whose connection broke before there was a WebSocket. */
final class LostClient implements WireClient {

  @Override
  public void emit(String event, @Nullable Object data) {}

  @Override
  public void emit(String event, @Nullable Object data, int ack) {}

  @Override
  public void sendRaw(byte[] raw) {}

  @Override
  public void stopReading() {}

  @Override
  public void readOn() {}

  @Override
  public void close() {}

  @Override
  public void abort() {}

  @Override
  public void fallSilent() {}
}
