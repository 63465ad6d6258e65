package dev.chatroom.chaos;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.node.NodePorts;
import dev.chatroom.chaos.node.NodeProcess;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of one node, in which one process comes after the other. Safe for use by any thread: a
 * process that is slow to start may be ended before it listens, and then nobody hears of it.
 */
final class NodeSlot implements AutoCloseable {

  private final int number;
  private final NodeBook book;
  private final Supplier<NodeProcess> launch;

  /** The one that is there or starts. Guarded by this. */
  private @Nullable NodeProcess process;

  /** Guarded by this. */
  private boolean closed;

  NodeSlot(int number, NodeBook book, Supplier<NodeProcess> launch) {
    this.number = number;
    this.book = book;
    this.launch = launch;
  }

  /** Starts the next one; returns when it listens, or was ended meanwhile. */
  void start() throws IOException {
    NodeProcess next = launched();
    NodePorts ports = next.ports();
    if (ports != null) {
      listens(next, ports);
    }
  }

  private synchronized NodeProcess launched() {
    if (closed || process != null) {
      throw new IllegalStateException(
          "node " + number + (closed ? " is to start no more" : " is there"));
    }
    NodeProcess next = launch.get();
    process = next;
    return next;
  }

  private synchronized void listens(NodeProcess next, NodePorts ports) {
    if (process == next) {
      book.set(number, ports);
    }
  }

  synchronized NodeProcess current() {
    if (process == null) {
      throw new IllegalStateException("node " + number + " is not there");
    }
    return process;
  }

  synchronized boolean isEmpty() {
    return process == null;
  }

  /** Takes out the one that is there; it is to be ended, and clients know it no more. */
  synchronized NodeProcess takeOut() {
    NodeProcess taken = current();
    process = null;
    book.set(number, null);
    return taken;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      process.close();
    }
  }
}
