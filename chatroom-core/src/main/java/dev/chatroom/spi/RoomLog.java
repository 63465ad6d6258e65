package dev.chatroom.spi;

import java.util.concurrent.CompletionStage;

/** The log of one room, as one node appends to it. Safe for use by any thread. */
public interface RoomLog extends AutoCloseable {

  /**
   * Checks a command against the room and, if it is accepted, appends what it became; both in one
   * atomic step. Commands of one caller take effect in the order of the calls.
   *
   * @param command what is to happen
   * @param origin who asked, to be found again in the {@link LogEntry}
   * @return what became of it; exceptionally when the backplane cannot be reached
   */
  CompletionStage<AppendResult> append(Command command, Origin origin);

  /** Stops telling the tail. */
  @Override
  void close();
}
