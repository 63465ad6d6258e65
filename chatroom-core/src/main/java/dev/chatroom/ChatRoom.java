package dev.chatroom;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A named conversation: one log, and everybody who reads it.
 *
 * <pre>{@code
 * ChatRoom lobby = rooms.room("lobby");
 * lobby.post("Welcome, " + lobby.occupants().size() + " people.");
 * }</pre>
 *
 * <p>What the application does through it needs no permission. It is a handle, which stays good
 * until the {@link ChatRooms} are closed. Safe for use by any thread. What it returns is a snapshot
 * at one position of the log.
 */
public interface ChatRoom {

  /** {@return the name of the room} */
  RoomName name();

  /**
   * Returns a stage that completes when this node knows the room. With a backplane outside the
   * process that takes a moment, or as long as the backplane cannot be reached; until then the room
   * looks as if nothing had happened in it, and takes no command. Connections from outside wait for
   * it by themselves, for 5 seconds at most.
   *
   * @return the stage; complete from the start with the backplane in memory. It completes on a
   *     thread of the backplane, or with an {@link IllegalStateException} on that of whoever closes
   *     the room before; neither must be blocked
   */
  CompletionStage<Void> opened();

  /** {@return who is here, in order of joining} */
  List<Occupant> occupants();

  /** {@return what the room is about, if anything} */
  Optional<Subject> subject();

  /** {@return who may come in and speak} */
  RoomAccess access();

  /** {@return the bans that are in force} */
  List<Ban> bans();

  /** {@return the last messages, oldest first, as many as the room keeps for newcomers} */
  List<ChatMessage> history();

  /**
   * Reads messages backwards, for a scroll-back.
   *
   * @param before where the oldest message stands that is known; the newest ones when absent
   * @param limit how many at most; 1 to 100, and no more bytes than the room's {@link
   *     RoomOptions.History}, but at least one
   * @return the messages just before, oldest first; none where the log is another one now. Fails
   *     when the backplane cannot be reached
   */
  CompletionStage<HistoryPage> historyBefore(@Nullable Position before, int limit);

  /**
   * Tells what happened after a position.
   *
   * @param position up to where the caller has read
   * @return every event after it, once each and in order, up to 64 KiB at a time; or that it is not
   *     known any more
   */
  CatchUp since(Position position);

  /**
   * Says something in the room's own name. The nickname is that of {@link
   * ChatRooms.Builder#roomNickname}, which nobody can claim.
   *
   * @param text what; the limit of messages holds
   * @return accepted; or refused {@code message_empty}, {@code message_too_long} or {@code
   *     unavailable}
   */
  CompletionStage<Outcome> post(String text);

  /** {@return what keeps order here, acting for the application} */
  Moderation moderation();

  /**
   * Attaches a session that has no client behind it: a bot, a bridge, or a test. It has no nickname
   * yet, and an identity of its own. It stays until it is closed.
   *
   * @return the session
   */
  ChatSession attach();

  /**
   * Attaches a session of an identity, as {@link #attach()} does.
   *
   * @param identity whose
   * @return the session
   */
  ChatSession attach(Identity identity);

  /**
   * Adds an observer of everything that happens from now on. A room with observers stays.
   *
   * @param listener is called on the executor of the {@link ChatRooms}
   * @return ends the observation when closed; events in flight may still arrive
   */
  Registration addListener(ChatRoomListener listener);

  /** {@return how the room is on this node} */
  RoomStats stats();

  /** Ends what was registered. Closing twice does nothing. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
