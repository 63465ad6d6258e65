package dev.chatroom.internal;

/** A reader of the log. All methods are called on its lane. */
interface Cursor {

  /** Reads what the turn has and the reader takes. */
  void feed(Turn turn);

  /** Returns whether it has, once and for all, what {@link #needsList} asks for. */
  boolean isListed();

  /**
   * Returns whether it is to get who is here in any case, and takes it now.
   *
   * @param occupants how many are here
   */
  boolean needsList(int occupants);

  /** Returns how much of the turn's log it has yet to read, in bytes. */
  long bytesBehind(Turn turn);

  /** Returns whether it will never read again. */
  boolean ended();

  /** Ends it, because feeding it failed. */
  void fail();
}
