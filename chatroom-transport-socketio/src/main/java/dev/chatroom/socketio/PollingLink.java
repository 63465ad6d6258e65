package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets in answers to polls. Between two polls it takes no events, so that the session's
 * cursor waits; only packets for this client alone wait here, and no more than a bound of them.
 */
final class PollingLink implements EngineLink {

  private static final byte[] NOOP = {'6'};

  private final EngineSession session;
  private final int maxWaitingBytes;
  private final List<byte[]> waiting = new ArrayList<>();
  private int waitingBytes;
  private @Nullable Poll poll;
  private boolean answersAtOnce;
  private boolean closing;

  PollingLink(EngineSession session, int maxWaitingBytes) {
    this.session = session;
    this.maxWaitingBytes = maxWaitingBytes;
  }

  /** Takes a poll, and returns whether it may: there can be one at a time. */
  boolean take(Poll next) {
    if (poll != null) {
      return false;
    }
    poll = next;
    flush();
    if (poll != null && answersAtOnce) {
      release();
    }
    return true;
  }

  /** Returns whether a poll has not been answered yet. */
  boolean isOpen(Poll asked) {
    return poll == asked;
  }

  /**
   * Answers each poll at once from here on: the client is about to leave for a WebSocket, and can
   * only go when no poll of it is open.
   */
  void answerAtOnce() {
    answersAtOnce = true;
    release();
  }

  /** Polls may wait again: the client did not leave. */
  void answerWhenReady() {
    answersAtOnce = false;
  }

  /** Answers the open poll, with nothing if there is nothing. */
  void release() {
    if (poll != null) {
      if (waiting.isEmpty()) {
        add(NOOP);
      }
      flush();
    }
  }

  /** Gives away what waits for a poll. */
  List<byte[]> takeWaiting() {
    List<byte[]> taken = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    return taken;
  }

  @Override
  public boolean isWritable() {
    return poll != null && waitingBytes < maxWaitingBytes;
  }

  @Override
  public void write(String packet) {
    add(Json.escapeNonAscii(packet).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void write(Frame frame) {
    add(frame.encoded(SocketIoFormat.POLLING).bytes());
  }

  private void add(byte[] packet) {
    waiting.add(packet);
    waitingBytes += packet.length;
    if (poll == null && waitingBytes > maxWaitingBytes) {
      takeWaiting();
      session.disconnected();
    }
  }

  @Override
  public void flush() {
    Poll answered = poll;
    if (answered != null && !waiting.isEmpty()) {
      poll = null;
      List<byte[]> packets = takeWaiting();
      // What a broken connection took with it cannot be sent again in order: the client has to
      // resume.
      answered.answer(packets, session::disconnected);
      if (closing) {
        session.disconnected();
      }
    }
  }

  @Override
  public void close(int status, String text) {
    closing = true;
    write("1");
    flush();
  }
}
