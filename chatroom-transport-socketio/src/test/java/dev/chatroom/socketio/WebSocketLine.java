package dev.chatroom.socketio;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Packets in the frames of a WebSocket. */
final class WebSocketLine implements Line {

  static final int NO_STATUS = 1006;

  private static final byte[] GOING_AWAY = {0x03, (byte) 0xe9};

  private final RawWebSocket socket;
  private final Gate gate;
  private final Receiver receiver;

  private WebSocketLine(RawWebSocket socket, Gate gate, Receiver receiver) {
    this.socket = socket;
    this.gate = gate;
    this.receiver = receiver;
  }

  /** Connects; a client that is answered by HTTP has a line that has ended. */
  static Line open(InetSocketAddress server, String query, String headers, Receiver receiver) {
    try {
      RawWebSocket socket =
          new RawWebSocket(
                  SmallBuffer.connect(server), "EIO=4&transport=websocket&" + query, headers)
              .withoutTimeout();
      WebSocketLine line = new WebSocketLine(socket, new Gate(), receiver);
      String status = socket.answer().substring(9, 12);
      if (status.equals("101")) {
        start(line);
      } else {
        line.abort();
        receiver.ended(Integer.parseInt(status), "");
      }
      return line;
    } catch (IOException cut) {
      receiver.ended(NO_STATUS, "");
      return new NoLine();
    }
  }

  /** Goes on with a WebSocket that a client who polled has moved to. */
  static WebSocketLine movedTo(RawWebSocket socket, Gate gate, Receiver receiver) {
    return new WebSocketLine(socket, gate, receiver);
  }

  private static void start(WebSocketLine line) {
    Thread reader = new Thread(line::read, "contract-websocket");
    reader.setDaemon(true);
    reader.start();
  }

  /** Reads until the end. */
  void read() {
    int code = NO_STATUS;
    String reason = "";
    try {
      while (true) {
        gate.pass();
        RawWebSocket.Received frame = socket.read();
        if (frame.isClose()) {
          code = frame.closeCode();
          reason = frame.closeReason();
          socket.send(RawWebSocket.FIN | RawWebSocket.CLOSE, frame.payload());
        } else {
          receiver.packet(frame.text());
        }
      }
    } catch (IOException cut) {
      // The end of the stream; whatever came after the closing frame has been told before it.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    abort();
    receiver.ended(code, reason);
  }

  @Override
  public synchronized void send(String packet) {
    unlessCut(() -> socket.sendText(packet));
  }

  @Override
  public synchronized void sendRaw(byte[] raw) {
    unlessCut(() -> socket.sendBytes(raw));
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public synchronized void close() {
    unlessCut(() -> socket.send(RawWebSocket.FIN | RawWebSocket.CLOSE, GOING_AWAY));
    gate.open();
  }

  @Override
  public void abort() {
    unlessCut(socket::reset);
    gate.open();
  }

  private interface Act {
    void run() throws IOException;
  }

  private static void unlessCut(Act act) {
    try {
      act.run();
    } catch (IOException cut) {
      // The reader sees it too.
    }
  }
}
