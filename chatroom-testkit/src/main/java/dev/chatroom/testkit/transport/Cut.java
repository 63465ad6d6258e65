package dev.chatroom.testkit.transport;

/** How a network breaks. */
enum Cut {
  /** Both ends get a reset. */
  RESET,
  /** Both ends are told of the end in an orderly way, in the middle of whatever there is. */
  END,
  /** Some bytes more come through, and then both ends get a reset. */
  AFTER_SOME_BYTES,
  /** Nothing comes through any more, and nobody is told. */
  STALL
}
