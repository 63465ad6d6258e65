package dev.chatroom.chaos;

import dev.chatroom.chaos.node.NodeBook;
import dev.chatroom.chaos.node.NodeOptions;
import dev.chatroom.chaos.node.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The nodes, by number. Safe for use by any thread. */
final class Nodes implements AutoCloseable {

  private final NodeBook book;
  private final List<NodeSlot> slots;

  Nodes(int nodes, IntFunction<NodeOptions> options, List<Path> before, Path logs) {
    this.book = new NodeBook(nodes);
    this.slots =
        IntStream.range(0, nodes)
            .mapToObj(
                node -> {
                  Path log = logs.resolve("node" + node + ".log");
                  return new NodeSlot(
                      node, book, () -> NodeProcess.start(options.apply(node), before, log));
                })
            .toList();
  }

  NodeBook book() {
    return book;
  }

  int size() {
    return slots.size();
  }

  void start(int node) throws IOException {
    slots.get(node).start();
  }

  void kill(int node) {
    slots.get(node).takeOut().kill();
  }

  /** Ends a node in an orderly way; returns whether it was there and did so in time. */
  boolean stop(int node) {
    NodeSlot slot = slots.get(node);
    return !slot.isEmpty() && slot.takeOut().stop();
  }

  /** Clients notice by themselves that it stands still. */
  void pause(int node) {
    slots.get(node).current().signal("STOP");
  }

  void resume(int node) {
    slots.get(node).current().signal("CONT");
  }

  @Override
  public void close() {
    slots.forEach(NodeSlot::close);
  }
}
