package dev.chatroom.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's connection of a WebSocket, but that it is read on the thread that selects, and that
 * frames which are ready go straight to the socket.
 *
 * <p>Jetty 12.1 makes an object of each frame for each client, and takes it through two iterating
 * callbacks, in which a short message costs more than in the kernel. What many clients get needs
 * none of it. The frame that closes is Jetty's, whoever closes: it waits for what is being written,
 * and nothing is written after it.
 *
 * <p>Jetty hands what can be read to another thread, as an application may block where it reads.
 * The chat does not.
 */
final class DirectConnection extends WebSocketConnection implements Wire {

  private final WebSocketCoreSession session;
  private final Callback fillable = new Fillable();
  private final Callback written = new Written();

  /** Where it all goes, if that is a socket and nothing between. */
  private final @Nullable SocketChannel socket;

  private final Object lock = new Object();

  // Guarded by the lock.
  private long framesOut;
  private long bytesOut;
  private boolean isClosing;

  /** Who is told when what is being written has arrived; there is nobody while nothing is. */
  private @Nullable Callback writing;

  private @Nullable OutgoingEntry closeWaiting;

  /**
   * Makes one in the place of another, which has not been used.
   *
   * @param threads where reading goes on after a pause
   */
  DirectConnection(
      WebSocketConnection unused,
      Connector connector,
      WebSocketCoreSession session,
      Executor threads) {
    super(
        unused.getEndPoint(),
        threads,
        connector.getScheduler(),
        connector.getByteBufferPool(),
        session);
    this.session = session;
    this.socket = socket(unused.getEndPoint());
    setUseInputDirectByteBuffers(unused.isUseInputDirectByteBuffers());
    setUseOutputDirectByteBuffers(unused.isUseOutputDirectByteBuffers());
    connector.getEventListeners().forEach(this::addEventListener);
    session.setWebSocketConnection(this);
  }

  /** One that does more than Jetty's own is not passed by. */
  private static @Nullable SocketChannel socket(EndPoint endPoint) {
    return endPoint.getClass() == SocketChannelEndPoint.class
        ? ((SocketChannelEndPoint) endPoint).getChannel()
        : null;
  }

  @Override
  public void fillInterested() {
    fillInterested(fillable);
  }

  @Override
  public boolean write(Callback later, int count, ByteBuffer... frames) {
    boolean isOver;
    try {
      synchronized (lock) {
        isOver = isClosing;
        if (!isOver) {
          framesOut += count;
          bytesOut += BufferUtil.remaining(frames);
          if (isWritten(frames)) {
            return true;
          }
          writing = later;
        }
      }
    } catch (IOException | RuntimeException connectionLost) {
      fail(later, connectionLost);
      return false;
    }
    if (isOver) {
      later.failed(new ClosedChannelException());
    } else {
      getEndPoint().write(written, frames);
    }
    return false;
  }

  /** Writes what the socket takes; returns whether it has taken all. */
  private boolean isWritten(ByteBuffer... frames) throws IOException {
    if (socket == null || frames.length > 1) {
      return getEndPoint().flush(frames);
    }
    socket.write(frames[0]);
    return !frames[0].hasRemaining();
  }

  @Override
  public void enqueueFrame(OutgoingEntry frame) {
    if (frame.getFrame().getOpCode() != OpCode.CLOSE || closes(frame)) {
      super.enqueueFrame(frame);
    }
  }

  /** Returns whether a frame that closes may be written now. There is one at most. */
  private boolean closes(OutgoingEntry frame) {
    synchronized (lock) {
      isClosing = true;
      if (writing == null) {
        return true;
      }
      closeWaiting = frame;
      return false;
    }
  }

  @Override
  public long getMessagesOut() {
    synchronized (lock) {
      return super.getMessagesOut() + framesOut;
    }
  }

  @Override
  public long getBytesOut() {
    synchronized (lock) {
      return super.getBytesOut() + bytesOut;
    }
  }

  /** There is something to read, or will be nothing. */
  private final class Fillable implements Callback {

    @Override
    public void succeeded() {
      onFillable();
    }

    @Override
    public void failed(Throwable cause) {
      onFillInterestedFailed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** What took time is with the socket, or never will be. */
  private final class Written implements Callback {

    @Override
    public void succeeded() {
      Callback later;
      OutgoingEntry close;
      synchronized (lock) {
        later = written();
        close = closeWaiting;
      }
      later.succeeded();
      if (close != null) {
        DirectConnection.super.enqueueFrame(close);
      }
    }

    @Override
    public void failed(Throwable connectionLost) {
      Callback later;
      OutgoingEntry close;
      synchronized (lock) {
        later = written();
        close = closeWaiting;
      }
      fail(later, connectionLost);
      if (close != null) {
        close.getCallback().failed(connectionLost);
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** Takes who waits for what was written. */
  private Callback written() {
    Callback later = Objects.requireNonNull(writing);
    writing = null;
    return later;
  }

  /** Ends the session too, as when a write of Jetty's own fails. */
  private void fail(Callback later, Throwable connectionLost) {
    later.failed(connectionLost);
    session.processConnectionError(connectionLost, Callback.NOOP);
  }
}
