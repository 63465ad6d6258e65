package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * What is written to one client: one batch is on its way, what comes meanwhile waits for the next.
 *
 * <p>On the session's lane, but for the callback, which Jetty calls on any thread, also while the
 * batch is being handed to it. Of the lane and the callback the second one to arrive goes on; so a
 * write that ends at once neither recurses nor wakes the lane that it ran on.
 */
final class Outgoing implements Callback {

  /**
   * How long small frames are together that go out in one write. Jetty joins those that are shorter
   * than a quarter of it; a longer one is written at once, together with what was joined before it,
   * and so are a ping, a pong, and the last frame of a batch.
   */
  static final int JOINED_BYTES = 16 * 1024;

  /** What a frame takes beside its payload; somebody may make us answer empty pings. */
  private static final int FRAME_BYTES = 64;

  private final CoreSession session;
  private final Executor lane;
  private final int maxWaitingBytes;
  private final Runnable writable;
  private final Runnable closeWritten;

  private final Queue<Frame> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long sentBytes;
  private boolean isSending;
  private boolean isFull;
  private boolean isClosing;

  // Set by the lane while no batch is on its way, counted by both until it has arrived.
  private final AtomicInteger arrivals = new AtomicInteger();
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
      Executor lane,
      int maxWaitingBytes,
      Runnable writable,
      Runnable closeWritten) {
    this.session = session;
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

  /** Writes a text, which is not changed. */
  void text(ByteBuffer text) {
    add(new Frame(OpCode.TEXT, text));
  }

  /** Writes texts that others get too. */
  void texts(TextFrames frames) {
    add(frames, frames.bytes());
  }

  void ping() {
    add(new Frame(OpCode.PING));
  }

  /** Answers a ping with what came in it. */
  void pong(byte[] payload) {
    add(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)));
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2) when all else is written; the last frame. */
  void close(int status, String reason) {
    add(new CloseStatus(status, reason).toFrame());
    isClosing = true;
    flush();
  }

  private void add(Frame frame) {
    add(frame, frame.getPayloadLength());
  }

  private void add(Frame frame, int bytes) {
    if (!isClosing && !isBroken) {
      waiting.add(frame);
      waitingBytes += FRAME_BYTES + bytes;
      isFull |= waitingBytes() >= maxWaitingBytes;
    }
  }

  /** Sends what waits, if nothing is on its way. */
  void flush() {
    while (!isSending && !waiting.isEmpty()) {
      isSending = true;
      sentBytes = waitingBytes;
      waitingBytes = 0;
      arrivals.set(0);
      send();
      if (arrivals.getAndIncrement() == 0) {
        return;
      }
      arrived();
    }
  }

  /**
   * Jetty joins small frames, and writes them with the last one. A ping or a pong overtakes what
   * Jetty has not written yet: that one has arrived says nothing of the others.
   */
  private void send() {
    Frame next = waiting.remove();
    while (!waiting.isEmpty()) {
      session.sendFrame(next, Callback.NOOP, !(next instanceof TextFrames));
      next = waiting.remove();
    }
    if (next.getOpCode() == OpCode.PING || next.getOpCode() == OpCode.PONG) {
      session.sendFrame(next, Callback.NOOP, true);
      session.flush(this);
    } else {
      session.sendFrame(next, this, false);
    }
  }

  @Override
  public void succeeded() {
    if (arrivals.getAndIncrement() == 1) {
      lane.execute(
          () -> {
            arrived();
            flush();
          });
    }
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
      return;
    }
    if (isFull && waitingBytes <= maxWaitingBytes / 2) {
      isFull = false;
      writable.run();
    }
    if (isClosing && waiting.isEmpty()) {
      closeWritten.run();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
