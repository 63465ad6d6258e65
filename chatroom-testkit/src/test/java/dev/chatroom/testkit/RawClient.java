package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.CloseReason;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Frame;
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

  static RawClient connectedTo(ChatRooms rooms) {
    RawClient client = new RawClient();
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
  public void send(List<Frame> more) {
    frames.addAll(more);
  }

  @Override
  public void flush() {}

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }
}
