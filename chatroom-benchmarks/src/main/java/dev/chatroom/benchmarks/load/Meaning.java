package dev.chatroom.benchmarks.load;

/** What a text means to a client, where it is neither a message nor a list of nicknames. */
enum Meaning {
  /** The server greets, and waits for the client to connect. */
  GREETING,
  /** The connection has its place in the room. */
  OPENED,
  /** The nickname is the client's. */
  CLAIMED,
  /** Something the client needs was refused. */
  REFUSED,
  /** The server wants to know whether the client is there. */
  PING,
  /** Something that a client of these runs does not need. */
  OTHER
}
