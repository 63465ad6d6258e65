package dev.chatroom.chaos;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.node.NodeOptions;
import dev.chatroom.chaos.node.NodePorts;
import dev.chatroom.chaos.node.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The nodes, by number. Each is started and ended by one thread at a time. */
final class Nodes implements AutoCloseable {

  private final NodeBook book;
  private final IntFunction<NodeOptions> options;
  private final List<Path> before;
  private final Path logs;
  private final AtomicReferenceArray<@Nullable NodeProcess> processes;
  private final AtomicReferenceArray<@Nullable NodePorts> ports;

  Nodes(int nodes, IntFunction<NodeOptions> options, List<Path> before, Path logs) {
    this.book = new NodeBook(nodes);
    this.options = options;
    this.before = before;
    this.logs = logs;
    this.processes = new AtomicReferenceArray<>(nodes);
    this.ports = new AtomicReferenceArray<>(nodes);
  }

  NodeBook book() {
    return book;
  }

  int size() {
    return processes.length();
  }

  void start(int node) throws IOException {
    NodeProcess process =
        NodeProcess.start(options.apply(node), before, logs.resolve("node" + node + ".log"));
    processes.set(node, process);
    ports.set(node, process.ports());
    book.set(node, ports.get(node));
  }

  void kill(int node) {
    book.set(node, null);
    process(node).kill();
  }

  boolean stop(int node) {
    book.set(node, null);
    return process(node).stop();
  }

  /** Clients notice by themselves that it stands still. */
  void pause(int node) {
    process(node).signal("STOP");
  }

  void resume(int node) {
    process(node).signal("CONT");
  }

  private NodeProcess process(int node) {
    NodeProcess process = processes.get(node);
    if (process == null) {
      throw new IllegalStateException("node " + node + " was never started");
    }
    return process;
  }

  @Override
  public void close() {
    for (int i = 0; i < size(); i++) {
      NodeProcess process = processes.get(i);
      if (process != null) {
        process.close();
      }
    }
  }
}
