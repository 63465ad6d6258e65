package dev.chatroom.jetty;

import java.nio.charset.CharacterCodingException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * What comes from one client: frames, of which each is asked for. On the session's lane.
 *
 * <p>Jetty has checked the frames (RFC 6455 §5) and cut long ones in pieces, so that the network's
 * buffer is all that a frame takes.
 */
final class Incoming {

  /** How much of one message is skipped; who sends more has something else in mind. */
  private static final long MAX_SKIPPED_BYTES = 64 * 1024 * 1024;

  /** After so many frames of one client it is the others' turn. */
  private static final int FRAMES_A_TURN = 16;

  private final CoreSession session;
  private final Executor lane;
  private final Receiver receiver;
  private final MessageAssembly message;

  /** A frame was asked for, and has not come. */
  private boolean isAsking;

  private int taken;
  private boolean isOver;

  /** Who takes what came. */
  interface Receiver {

    /** Returns whether another frame may come; {@link Incoming#read} is called when it turns so. */
    boolean takesMore();

    void text(String text);

    /** A message was longer than it may be, and is gone. */
    void tooLong();

    void pinged(byte[] payload);

    /**
     * The connection is to end: what came breaks the protocol.
     *
     * @param status why, as of RFC 6455 §7.4.1
     */
    void broken(int status, String reason);

    /** The client has ended the connection. */
    void closed();
  }

  Incoming(CoreSession session, Executor lane, int maxMessageBytes, Receiver receiver) {
    this.session = session;
    this.lane = lane;
    this.receiver = receiver;
    this.message = new MessageAssembly(maxMessageBytes);
  }

  /** Asks for a frame, if none was asked for and the receiver takes it. */
  void read() {
    if (!isAsking && !isOver && receiver.takesMore()) {
      isAsking = true;
      try {
        session.demand();
      } catch (IllegalStateException connectionLost) {
        // Compression has ended with the connection, of which we are told next.
        isOver = true;
      }
    }
  }

  /** Takes a frame, and asks for the next one. */
  void receive(Frame frame, Callback callback) {
    isAsking = false;
    try {
      take(frame);
    } finally {
      callback.succeeded();
    }
    taken = (taken + 1) % FRAMES_A_TURN;
    if (taken == 0) {
      lane.execute(this::read);
    } else {
      read();
    }
  }

  private void take(Frame frame) {
    if (isOver) {
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> part(frame);
      case OpCode.BINARY -> broken(CloseStatus.BAD_DATA, "text only");
      case OpCode.PING -> receiver.pinged(BufferUtil.toArray(frame.getPayload()));
      case OpCode.CLOSE -> {
        isOver = true;
        receiver.closed();
      }
      default -> {
        // An answer to a ping says that the client is there.
      }
    }
  }

  private void part(Frame frame) {
    message.add(frame.getPayload(), frame.isFin());
    if (message.length() > MAX_SKIPPED_BYTES) {
      broken(CloseStatus.MESSAGE_TOO_LARGE, "far too long");
    } else if (frame.isFin()) {
      whole();
    }
  }

  private void whole() {
    if (message.isTooLong()) {
      message.clear();
      receiver.tooLong();
      return;
    }
    try {
      receiver.text(message.takeText());
    } catch (CharacterCodingException notText) {
      broken(CloseStatus.BAD_PAYLOAD, "no UTF-8");
    }
  }

  private void broken(int status, String reason) {
    forget();
    receiver.broken(status, reason);
  }

  /** Drops what has come of a message: there will be no more of it. */
  void forget() {
    isOver = true;
    message.clear();
  }
}
