package dev.chatroom.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this computer, which can be cut, pulled out, and made to lose answers. */
final class Cable implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket end;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean plugged = true;
  private volatile boolean losing;

  private Cable(InetSocketAddress server) throws IOException {
    this.server = server;
    this.end = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  static Cable to(InetSocketAddress server) {
    try {
      return new Cable(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return end.getLocalPort();
  }

  /** What the server says from now on gets lost. */
  void losesAnswers() {
    losing = true;
  }

  /** All connections end, and nothing gets lost on the next ones. */
  void isCut() {
    sockets.forEach(Cable::reset);
    sockets.clear();
    losing = false;
  }

  /** All connections end, and there are no others. */
  void isPulledOut() {
    plugged = false;
    isCut();
  }

  void isPluggedIn() {
    plugged = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket page = end.accept();
        if (plugged) {
          Socket there = new Socket(server.getAddress(), server.getPort());
          sockets.add(page);
          sockets.add(there);
          start(() -> carry(page, there, false));
          start(() -> carry(there, page, true));
        } else {
          reset(page);
        }
      }
    } catch (IOException closed) {
      isCut();
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length; (length = in.read(buffer)) >= 0; ) {
        if (!(answers && losing)) {
          out.write(buffer, 0, length);
        }
      }
    } catch (IOException cut) {
      // Both ends are closed by now.
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException closedBefore) {
      // As it should be.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
