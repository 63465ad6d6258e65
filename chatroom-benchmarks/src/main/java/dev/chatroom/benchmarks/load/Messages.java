package dev.chatroom.benchmarks.load;

import java.util.Arrays;

/** All that was said in a run, by number. Arrays, as there are millions of deliveries a second. */
final class Messages {

  /** Where a message is that nobody has got. */
  static final int NOWHERE = -1;

  int count;
  int[] room = new int[1 << 12];
  int[] speaker = new int[1 << 12];

  /** Which node its speaker is at. */
  int[] node = new int[1 << 12];

  /** Which place it has in the order of its room. */
  int[] place = new int[1 << 12];

  /** How many clients are to get it yet. */
  int[] missing = new int[1 << 12];

  /** When it was to be sent. */
  long[] intendedNanos = new long[1 << 12];

  /** Adds one; returns its number. */
  int add(int inRoom, int bySpeaker, int listeners, long nanos) {
    if (count == room.length) {
      grow(2 * count);
    }
    room[count] = inRoom;
    speaker[count] = bySpeaker;
    place[count] = NOWHERE;
    missing[count] = listeners;
    intendedNanos[count] = nanos;
    return count++;
  }

  private void grow(int capacity) {
    room = Arrays.copyOf(room, capacity);
    speaker = Arrays.copyOf(speaker, capacity);
    node = Arrays.copyOf(node, capacity);
    place = Arrays.copyOf(place, capacity);
    missing = Arrays.copyOf(missing, capacity);
    intendedNanos = Arrays.copyOf(intendedNanos, capacity);
  }
}
