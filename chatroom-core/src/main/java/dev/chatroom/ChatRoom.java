package dev.chatroom;

import java.util.List;

/**
 * A named conversation: one log, and everybody who reads it.
 *
 * <p>Safe for use by any thread. What it returns is a snapshot at one position of the log.
 */
public interface ChatRoom {

  /** Returns the name of the room. */
  RoomName name();

  /** Returns who is here, in order of joining. */
  List<Occupant> occupants();

  /** Returns the last messages, oldest first, as many as the room keeps for newcomers. */
  List<ChatMessage> history();

  /**
   * Attaches a session that has no client behind it: a bot, a bridge, or a test. It has no nickname
   * yet. It stays until it is closed.
   *
   * @return the session
   */
  ChatSession attach();

  /**
   * Adds an observer of everything that happens from now on.
   *
   * @param listener is called on the executor of the {@link ChatRooms}
   * @return ends the observation when closed; events in flight may still arrive
   */
  Registration addListener(ChatRoomListener listener);

  /** Ends what was registered. Closing twice does nothing. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
