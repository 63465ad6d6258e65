package dev.chatroom.spi;

import dev.chatroom.Ban;
import dev.chatroom.Occupant;
import dev.chatroom.RoomAccess;
import dev.chatroom.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a room is at one position: the fold over all events up to there, apart from what was said.
 *
 * @param seats who is here, in order of joining
 * @param subject what the room is about
 * @param access who may come in and speak
 * @param members the ids of the identities that are members
 * @param bans who is kept out, in order of banning; some may have ended
 * @param mutes the ids of the identities without a voice, with the end of it, which is {@link
 *     Instant#MAX} where there is none; some may have ended
 */
public record RoomState(
    List<Seat> seats,
    @Nullable Subject subject,
    RoomAccess access,
    Set<String> members,
    List<Ban> bans,
    Map<String, Instant> mutes) {

  /** How many bans, how many mutes and how many members a room can remember. */
  public static final int MAX_REMEMBERED = 10_000;

  /**
   * Copies the collections.
   *
   * @param seats who is here, in order of joining
   * @param subject what the room is about
   * @param access who may come in and speak
   * @param members the ids of the identities that are members
   * @param bans who is kept out, in order of banning
   * @param mutes the ids of the identities without a voice, with the end of it, which is {@link
   *     Instant#MAX} where there is none
   */
  public RoomState {
    seats = List.copyOf(seats);
    members = Set.copyOf(members);
    bans = List.copyOf(bans);
    mutes = Map.copyOf(mutes);
  }

  /**
   * Makes the state of a room in which nothing has happened.
   *
   * @param access who may come in and speak
   * @return the state
   */
  public static RoomState initial(RoomAccess access) {
    return new RoomState(List.of(), null, access, Set.of(), List.of(), Map.of());
  }

  /** {@return who is here, in order of joining} */
  public List<Occupant> occupants() {
    return seats.stream().map(Seat::occupant).toList();
  }

  /**
   * An occupant with the sessions that hold on to the nickname.
   *
   * @param occupant who
   * @param sessions their ids, with the address that each comes from, empty when unknown
   */
  public record Seat(Occupant occupant, Map<String, String> sessions) {

    /**
     * Copies the sessions.
     *
     * @param occupant who
     * @param sessions their ids, with the address that each comes from, empty when unknown
     */
    public Seat {
      sessions = Map.copyOf(sessions);
    }
  }
}
