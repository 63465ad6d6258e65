package dev.chatroom.spi;

/**
 * How a node follows the log of a room.
 *
 * <p>{@link #opened} and {@link #appended} are called one at a time, in order, and may be called
 * while the backplane holds the room's state: they run no user code and do no I/O. {@link
 * #readable} wakes readers, and is called while nothing is held, as is {@link #signalled}.
 */
public interface LogTail {

  /**
   * The log stands here. Called before any other method, and again when the log was lost and
   * another one began, or when so much was missed that what is between is no longer kept.
   *
   * @param snapshot where it stands
   */
  void opened(LogSnapshot snapshot);

  /**
   * The next event. Each position comes once, without a gap after the snapshot.
   *
   * @param entry the event
   */
  void appended(LogEntry entry);

  /** What was told since the last call is there to be read. */
  void readable();

  /**
   * Somebody sent a signal.
   *
   * @param signal what
   */
  void signalled(Signal signal);
}
