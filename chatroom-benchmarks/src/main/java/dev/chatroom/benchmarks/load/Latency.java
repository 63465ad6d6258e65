package dev.chatroom.benchmarks.load;

import org.HdrHistogram.Histogram;

/** How long deliveries took from when they were to be sent, at the sender's node and at others. */
final class Latency {

  private final Histogram sameNode = new Histogram(3);
  private final Histogram otherNode = new Histogram(3);

  void record(long micros, boolean isSameNode) {
    (isSameNode ? sameNode : otherNode).recordValue(Math.max(0, micros));
  }

  void reset() {
    sameNode.reset();
    otherNode.reset();
  }

  /** Returns that of clients at the node that the sender is at. */
  Histogram sameNodeMicros() {
    return sameNode;
  }

  /** Returns that of clients at another node than the sender; nothing where there is one node. */
  Histogram otherNodeMicros() {
    return otherNode;
  }

  /** Returns that of all. */
  Histogram micros() {
    Histogram all = sameNode.copy();
    all.add(otherNode);
    return all;
  }
}
