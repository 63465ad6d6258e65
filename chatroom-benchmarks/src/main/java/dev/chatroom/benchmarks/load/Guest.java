package dev.chatroom.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who comes into a room.
 *
 * @param index which of all the clients of a run, from 0
 * @param room which of its rooms, from 0
 * @param speaker which of those who speak in that room, from 0; less than 0 for who only listens
 */
record Guest(int index, int room, int speaker) {

  /** How many bytes each nickname has, so that the length of a list tells how many are in it. */
  static final int NICKNAME_BYTES = 8;

  String roomName() {
    return "room" + room;
  }

  /** Returns the nickname to claim; null for none. */
  @Nullable String nickname() {
    return speaker < 0 ? null : "u" + String.valueOf(10_000_000 + index).substring(1);
  }

  /**
   * Returns clients for one room, of whom some speak, far from each other.
   *
   * @param first the index of the first of them
   */
  static List<Guest> oneRoom(int first, int count, int speakers) {
    return inRoom(0, first, count, speakers);
  }

  /** Returns clients for one of several rooms, as {@link #oneRoom}. */
  static List<Guest> inRoom(int room, int first, int count, int speakers) {
    List<Guest> guests = new ArrayList<>(count);
    for (int each = 0; each < count; each++) {
      // The last of each group of neighbours speaks.
      int before = (int) ((long) each * speakers / count);
      int after = (int) ((long) (each + 1) * speakers / count);
      guests.add(new Guest(first + each, room, after > before ? before : -1));
    }
    return guests;
  }

  /** Returns clients for one room, each with a nickname. */
  static List<Guest> speakers(int first, int count, int room) {
    return IntStream.range(0, count).mapToObj(i -> new Guest(first + i, room, i)).toList();
  }

  /** Returns clients for many rooms, in each of which the first one speaks. */
  static List<Guest> rooms(int rooms, int clientsInEach) {
    List<Guest> guests = new ArrayList<>(rooms * clientsInEach);
    for (int each = 0; each < rooms * clientsInEach; each++) {
      int speaker = each % clientsInEach == 0 ? 0 : -1;
      guests.add(new Guest(each, each / clientsInEach, speaker));
    }
    return guests;
  }
}
