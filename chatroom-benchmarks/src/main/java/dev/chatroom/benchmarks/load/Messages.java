package dev.chatroom.benchmarks.load;

import java.util.Arrays;

/** All that was said in a run, by number. Arrays, as there are millions of deliveries a second. */
final class Messages {

  /** Where a message is that nobody has got. */
  static final int NOWHERE = -1;

  int count;
  int[] room = new int[1 << 12];
  int[] speaker = new int[1 << 12];

  /** Which place it has in the order of its room. */
  int[] place = new int[1 << 12];

  /** How many clients have it. */
  int[] heard = new int[1 << 12];

  /** When it was to be sent. */
  long[] intendedNanos = new long[1 << 12];

  /** Adds one; returns its number. */
  int add(int inRoom, int bySpeaker, long nanos) {
    if (count == room.length) {
      grow(2 * count);
    }
    room[count] = inRoom;
    speaker[count] = bySpeaker;
    place[count] = NOWHERE;
    intendedNanos[count] = nanos;
    return count++;
  }

  private void grow(int capacity) {
    room = Arrays.copyOf(room, capacity);
    speaker = Arrays.copyOf(speaker, capacity);
    place = Arrays.copyOf(place, capacity);
    heard = Arrays.copyOf(heard, capacity);
    intendedNanos = Arrays.copyOf(intendedNanos, capacity);
  }
}
