package dev.chatroom.benchmarks.server;

/** What is spoken over a WebSocket. */
public enum Dialect {
  /** Engine.IO 3 with Socket.IO 4: the tutorial's. */
  SOCKET_IO_3,
  /** Engine.IO 4 with Socket.IO 5: today's. */
  SOCKET_IO_4,
  /** JSON objects, as docs/protocol.md has them. */
  PLAIN
}
