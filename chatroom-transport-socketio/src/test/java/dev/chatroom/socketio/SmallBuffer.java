package dev.chatroom.socketio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sockets that take in little before they are read, so that the rest waits at the server. */
final class SmallBuffer {

  private static final int BYTES = 64 * 1024;

  private SmallBuffer() {}

  /** Connects; the size counts only when it is set before. */
  static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }
}
