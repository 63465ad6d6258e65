package dev.chatroom.testkit.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a relay: two sockets, and a thread for each direction. */
final class RelayedConnection {

  private static final int CHUNK_BYTES = 16 * 1024;

  private final Socket client;
  private final Socket server;

  // Guarded by this.
  private boolean stalled;
  private boolean over;
  private long bytesLeft = Long.MAX_VALUE;

  RelayedConnection(Socket client, Socket server) {
    this.client = client;
    this.server = server;
  }

  void start() {
    TcpRelay.daemon("relay-up", () -> pump(client, server));
    TcpRelay.daemon("relay-down", () -> pump(server, client));
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized boolean isStalled() {
    return stalled && !over;
  }

  /** Returns whether nothing has been done to it. */
  synchronized boolean isWhole() {
    return !over && !stalled && bytesLeft == Long.MAX_VALUE;
  }

  /**
   * Breaks.
   *
   * @param bytes how many more come through, where some do
   */
  synchronized void cut(Cut how, int bytes) {
    switch (how) {
      case RESET -> end(true);
      case END -> end(false);
      case AFTER_SOME_BYTES -> bytesLeft = bytes;
      case STALL -> stalled = true;
    }
  }

  private synchronized void end(boolean reset) {
    over = true;
    notifyAll();
    for (Socket each : new Socket[] {client, server}) {
      try {
        each.setSoLinger(reset, 0);
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
        int may = passes(read);
        out.write(chunk, 0, may);
        if (may < read) {
          end(true);
        }
      }
      end(false);
    } catch (IOException | InterruptedException broken) {
      end(true);
    }
  }

  /** Returns how many of so many bytes come through; waits while nothing does. */
  private synchronized int passes(int bytes) throws InterruptedException {
    while (stalled && !over) {
      wait();
    }
    int may = (int) Math.min(bytes, bytesLeft);
    if (bytesLeft < Long.MAX_VALUE) {
      bytesLeft -= may;
    }
    return may;
  }
}
