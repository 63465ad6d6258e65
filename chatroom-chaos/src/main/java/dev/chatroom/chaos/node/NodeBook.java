package dev.chatroom.chaos.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where the nodes listen that are there, as far as clients know. Safe for use by any thread. */
public final class NodeBook {

  private final AtomicReferenceArray<@Nullable NodePorts> nodes;

  /** Makes one for so many nodes, none of which is there yet. */
  public NodeBook(int nodes) {
    this.nodes = new AtomicReferenceArray<>(nodes);
  }

  /** Notes where a node listens; nothing when it is gone. */
  public void set(int node, @Nullable NodePorts ports) {
    nodes.set(node, ports);
  }

  /**
   * A node that is there.
   *
   * @param node its number
   * @param ports where it listens
   */
  public record Known(int node, NodePorts ports) {}

  /** Returns one of those that are there; nothing if there is none. */
  public @Nullable Known any(RandomGenerator random) {
    List<Known> there = new ArrayList<>();
    for (int i = 0; i < nodes.length(); i++) {
      NodePorts ports = nodes.get(i);
      if (ports != null) {
        there.add(new Known(i, ports));
      }
    }
    return there.isEmpty() ? null : there.get(random.nextInt(there.size()));
  }
}
