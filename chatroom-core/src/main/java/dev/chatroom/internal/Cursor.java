package dev.chatroom.internal;

/** A reader of the log. All methods are called on its lane. */
interface Cursor {

  /** Reads what the turn has and the reader takes. */
  void feed(Turn turn);

  /** Returns whether it will never read again. */
  boolean ended();

  /** Ends it, because feeding it failed. */
  void fail();
}
