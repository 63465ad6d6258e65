package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import dev.chatroom.spi.Frames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets in answers to polls. Between two polls it takes no events, so that the session's
 * cursor waits; only packets for this client alone wait here, and no more than a bound of them.
 *
 * <p>The base keeps a queue without a bound for each client, and loses every 51st packet of a poll.
 */
final class PollingLink implements EngineLink {

  private static final PollingPacket NOOP = PollingPacket.text("6");
  private static final PollingPacket CLOSE = PollingPacket.text("1");

  /** What a packet takes beside its bytes: a client can have us answer it with many tiny ones. */
  private static final int PACKET_BYTES = 64;

  private final EngineSession session;
  private final boolean base64;
  private final int maxWaitingBytes;
  private final List<PollingPacket> waiting = new ArrayList<>();
  private int waitingBytes;
  private @Nullable Poll poll;
  private boolean answersAtOnce;
  private boolean closing;

  /**
   * Makes a link.
   *
   * @param base64 whether the client takes text only
   * @param maxWaitingBytes how much may wait for a poll
   */
  PollingLink(EngineSession session, boolean base64, int maxWaitingBytes) {
    this.session = session;
    this.base64 = base64;
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

  /** Returns whether a poll waits for an answer. */
  boolean isPolled() {
    return poll != null;
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
  List<PollingPacket> takeWaiting() {
    List<PollingPacket> taken = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    return taken;
  }

  @Override
  public boolean isWritable() {
    return poll != null && waitingBytes < maxWaitingBytes;
  }

  @Override
  public boolean isAsciiOnly() {
    return session.version() == EngineVersion.V3;
  }

  @Override
  public void write(String packet) {
    add(PollingPacket.text(packet));
  }

  @Override
  public void write(byte[] message) {
    add(PollingPacket.binary(message));
  }

  @Override
  public void write(Frames frames) {
    SocketIoFormat format = isAsciiOnly() ? SocketIoFormat.ASCII : SocketIoFormat.UTF_8;
    for (Frame each : frames) {
      add(each.encoded(format).packet());
    }
  }

  private void add(PollingPacket packet) {
    waiting.add(packet);
    waitingBytes += PACKET_BYTES + packet.length();
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
      List<PollingPacket> packets = takeWaiting();
      // What a broken connection took with it cannot be sent again in order: the client has to
      // resume.
      answered.answer(
          PollingPayload.encode(packets, session.version(), base64), session::disconnected);
      if (closing) {
        session.disconnected();
      }
    }
  }

  @Override
  public void close(int status, String text) {
    endWith(CLOSE);
  }

  @Override
  public void closeAsAsked() {
    endWith(NOOP);
  }

  private void endWith(PollingPacket last) {
    closing = true;
    add(last);
    flush();
  }

  @Override
  public void abort() {
    Poll unanswered = poll;
    if (unanswered != null) {
      poll = null;
      unanswered.refuse(EngineError.UNKNOWN_SESSION);
    }
  }
}
