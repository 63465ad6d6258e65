package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import dev.chatroom.spi.Outbound;
import dev.chatroom.spi.TransportSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection as a transport has it, for what no client could do. */
final class RawClient implements Outbound {

  final List<Frame> frames = new ArrayList<>();
  @Nullable CloseReason closed;
  private @Nullable TransportSession session;

  private final boolean broken;

  private RawClient(boolean broken) {
    this.broken = broken;
  }

  static RawClient connectedTo(ChatRooms rooms) {
    return connected(new RawClient(false), rooms);
  }

  /** One whose connection fails as soon as it is written to. */
  static RawClient brokenOn(ChatRooms rooms) {
    return connected(new RawClient(true), rooms);
  }

  private static RawClient connected(RawClient client, ChatRooms rooms) {
    ConnectResult result =
        rooms
            .connect(LoopbackTransport.handshake(""), client, new CallerRuns())
            .toCompletableFuture()
            .join();
    client.session = ((ConnectResult.Attached) result).session();
    return client;
  }

  TransportSession session() {
    TransportSession attached = session;
    if (attached == null) {
      throw new IllegalStateException("not attached");
    }
    return attached;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(Frames more) {
    if (broken) {
      throw new IllegalStateException("thrown by the test: the connection is broken");
    }
    frames.addAll(more);
  }

  @Override
  public void flush() {}

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }
}
