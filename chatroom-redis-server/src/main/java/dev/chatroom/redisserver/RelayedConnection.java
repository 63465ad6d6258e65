package dev.chatroom.redisserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One connection through a relay: two sockets, and a thread for each direction. */
final class RelayedConnection {

  private static final int CHUNK_BYTES = 16 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final int port;

  // Guarded by this.
  private boolean held;
  private boolean over;

  RelayedConnection(Socket client, int port) {
    this.client = client;
    this.port = port;
  }

  void start() {
    Relay.daemon("redis-relay-up", this::open);
  }

  /** Connects in a thread of its own: a server that stands still must not keep others out. */
  private void open() {
    try {
      await();
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException | InterruptedException notTaken) {
      end();
      return;
    }
    Relay.daemon("redis-relay-down", () -> pump(server, client));
    pump(client, server);
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  /** Resets both. */
  synchronized void end() {
    over = true;
    notifyAll();
    for (Socket each : new Socket[] {client, server}) {
      try {
        each.setSoLinger(true, 0);
        each.close();
      } catch (IOException alreadyClosed) {
        // What was asked for.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        await();
        out.write(chunk, 0, read);
      }
      await();
    } catch (IOException | InterruptedException broken) {
      // Ends below, as it does after an orderly end.
    }
    end();
  }

  /** Returns when bytes come through. */
  private synchronized void await() throws InterruptedException {
    while (held && !over) {
      wait();
    }
  }
}
