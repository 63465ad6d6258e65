package dev.chatroom.benchmarks.report;

/**
 * A bar of a chart.
 *
 * @param label whose it is
 * @param kind how it is coloured
 * @param value how long it is, with how far the rounds were apart
 */
record Bar(String label, Kind kind, Statistics value) {

  /** How a bar is coloured. */
  enum Kind {
    OURS,
    LIMIT,
    OTHER;

    /** Returns that of a peer. */
    static Kind of(String peer) {
      return peer.startsWith("chatroom") ? OURS : peer.startsWith("limit") ? LIMIT : OTHER;
    }
  }
}
