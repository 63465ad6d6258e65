package dev.chatroom.spi;

import dev.chatroom.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The log of one room, as one node appends to it. Safe for use by any thread. */
public interface RoomLog extends AutoCloseable {

  /**
   * Checks a command against the room and, if it is accepted, appends what it became; both in one
   * atomic step. Commands of one caller take effect in the order of the calls.
   *
   * @param command what is to happen
   * @param origin who asked, to be found again in the {@link LogEntry}
   * @return what became of it; exceptionally when the backplane cannot be reached, within a bound
   *     that it states. Then the command may or may not have taken effect
   */
  CompletionStage<AppendResult> append(Command command, Origin origin);

  /**
   * Reads back, as far as the log is kept.
   *
   * @param before the offset after the last event to read
   * @param maxEvents how many events to read at most; at least 1
   * @return events in order and without a gap, the last of them at {@code before - 1} where that
   *     one is kept, with the texts of deleted messages gone; exceptionally when the backplane
   *     cannot be reached
   */
  CompletionStage<List<LogEntry>> read(Position before, int maxEvents);

  /**
   * Tells all nodes' {@link LogTail#signalled}, if that is easily done; a signal may be lost.
   *
   * @param signal what
   */
  void signal(Signal signal);

  /**
   * Stops telling the tail and takes no more commands. The sessions through which this node still
   * holds nicknames are gone with it, as if each had let go ({@link Command.Detach}) with {@link
   * dev.chatroom.LeaveReason#SHUTDOWN}. Of a node that is lost without a word a backplane finds
   * that out, and the reason is {@link dev.chatroom.LeaveReason#SERVER_LOST}.
   */
  @Override
  void close();

  /** Closes, and lets the log be forgotten if no other node follows it. */
  void retire();
}
