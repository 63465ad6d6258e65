package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * What is written to one client: one batch is on its way, what comes meanwhile waits for the next.
 *
 * <p>On the session's lane, but for the callback, which any thread calls.
 */
final class Outgoing implements Callback {

  /** What a frame takes beside its bytes; somebody may make us answer empty pings. */
  private static final int FRAME_BYTES = 64;

  private static final int FIN = 0x80;

  private final CoreSession session;
  private final Wire wire;
  private final Executor lane;
  private final int maxWaitingBytes;
  private final Runnable writable;
  private final Runnable closeWritten;

  private final List<ByteBuffer> waiting = new ArrayList<>();
  private int waitingFrames;
  private long waitingBytes;
  private long sentBytes;
  private boolean isSending;
  private boolean isFull;
  private @Nullable Frame close;
  private boolean isClosing;

  private volatile boolean isBroken;

  /**
   * Begins with nothing.
   *
   * @param maxWaitingBytes how much may wait before no more should come
   * @param writable runs on the lane when half of that is gone again
   * @param closeWritten runs on the lane when the frame that closes has arrived at the socket
   */
  Outgoing(
      CoreSession session,
      Wire wire,
      Executor lane,
      int maxWaitingBytes,
      Runnable writable,
      Runnable closeWritten) {
    this.session = session;
    this.wire = wire;
    this.lane = lane;
    this.maxWaitingBytes = maxWaitingBytes;
    this.writable = writable;
    this.closeWritten = closeWritten;
  }

  /** Returns whether more may be written. */
  boolean isWritable() {
    return !isFull && !isClosing && !isBroken;
  }

  /** Returns how many bytes have not arrived at the socket, 64 more for each frame. */
  long waitingBytes() {
    return waitingBytes + sentBytes;
  }

  /**
   * Writes frames that are ready.
   *
   * @param count how many they are
   */
  void frames(int count, ByteBuffer frames) {
    if (!isClosing && !isBroken) {
      waiting.add(frames);
      waitingFrames += count;
      waitingBytes += (long) count * FRAME_BYTES + frames.remaining();
      isFull |= waitingBytes() >= maxWaitingBytes;
    }
  }

  void ping() {
    frames(1, control(OpCode.PING, new byte[0]));
  }

  /** Answers a ping with what came in it. */
  void pong(byte[] payload) {
    frames(1, control(OpCode.PONG, payload));
  }

  /** A frame of at most 125 bytes (RFC 6455 §5.5). */
  private static ByteBuffer control(byte opCode, byte[] payload) {
    return ByteBuffer.allocate(2 + payload.length)
        .put((byte) (FIN | opCode))
        .put((byte) payload.length)
        .put(payload)
        .flip();
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2) when all else is written; the last frame. */
  void close(int status, String reason) {
    if (!isClosing && !isBroken) {
      close = new CloseStatus(status, reason).toFrame();
      isClosing = true;
      flush();
    }
  }

  /** Sends what waits, if nothing is on its way. */
  void flush() {
    while (!isSending && (!waiting.isEmpty() || close != null)) {
      isSending = true;
      sentBytes = waitingBytes;
      waitingBytes = 0;
      if (!send()) {
        return;
      }
      arrived();
    }
  }

  private boolean send() {
    ByteBuffer[] frames = waiting.toArray(ByteBuffer[]::new);
    int count = waitingFrames;
    waiting.clear();
    waitingFrames = 0;
    if (close == null) {
      return wire.write(this, count, frames);
    }
    if (frames.length > 0) {
      wire.write(NOOP, count, frames);
    }
    session.sendFrame(close, this, false);
    close = null;
    return false;
  }

  @Override
  public void succeeded() {
    lane.execute(
        () -> {
          arrived();
          flush();
        });
  }

  /** The connection is lost, which Jetty tells elsewhere. */
  @Override
  public void failed(Throwable connectionLost) {
    isBroken = true;
    succeeded();
  }

  private void arrived() {
    isSending = false;
    sentBytes = 0;
    if (isBroken) {
      waiting.clear();
      waitingBytes = 0;
      close = null;
      return;
    }
    if (isFull && waitingBytes <= maxWaitingBytes / 2) {
      isFull = false;
      writable.run();
    }
    if (isClosing && close == null) {
      closeWritten.run();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
