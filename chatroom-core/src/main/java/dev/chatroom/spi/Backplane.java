package dev.chatroom.spi;

import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;

/**
 * Where logs live and nicknames are claimed: in memory, or outside the process for several.
 *
 * <p>The promise of the one in memory: what was acknowledged is in the log for as long as the
 * process lives.
 */
public interface Backplane extends AutoCloseable {

  /**
   * Opens the log of a room, and makes it where there is none. Does not wait: a backplane outside
   * the process calls {@link LogTail#opened} later, however long that takes, and until then lets
   * commands fail. One in memory has called it when this returns.
   *
   * @param room which room
   * @param options what the room is like if its log is made, and how much of it is kept
   * @param tail is told where the log stands, and then every event of it
   * @return takes the commands of this node
   */
  RoomLog open(RoomName room, RoomOptions options, LogTail tail);

  /**
   * Returns whether it takes commands, as far as it knows; for those who look after a server.
   *
   * @return whether where the logs live was reached when last tried
   */
  default boolean isReachable() {
    return true;
  }

  /**
   * Lets go of what the backplane holds; its logs take no more commands. To be called when its logs
   * are closed. May wait, for a bounded time, until what was closed is known where the logs live.
   */
  @Override
  void close();
}
