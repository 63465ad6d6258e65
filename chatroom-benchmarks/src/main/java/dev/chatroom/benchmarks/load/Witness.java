package dev.chatroom.benchmarks.load;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What one client has got so far, in the order of its room. */
final class Witness {

  final int room;

  /** How many messages were said in the room before it came. */
  final int saidBefore;

  /** The furthest place in the room's order of which it has the message. */
  int last;

  /** How many messages it has of those that it was to get. */
  int got;

  /** The newest number that it has of each speaker. */
  private final int[] newestOf;

  /** The places before the last one of which it has no message; made when there is one. */
  private @Nullable BitSet gaps;

  /**
   * Makes a witness who has nothing, and is owed nothing.
   *
   * @param last the place of the last message before it came
   */
  Witness(int room, int speakers, int last, int saidBefore) {
    this.room = room;
    this.last = last;
    this.saidBefore = saidBefore;
    this.newestOf = new int[speakers];
    Arrays.fill(newestOf, -1);
  }

  /** Goes on to a place further than the next one. */
  void skipTo(int place) {
    if (gaps == null) {
      gaps = new BitSet();
    }
    gaps.set(last + 1, place);
    last = place;
  }

  /** Takes a message from before the last place; returns whether it was missing. */
  boolean fillGap(int place) {
    if (gaps == null || !gaps.get(place)) {
      return false;
    }
    gaps.clear(place);
    return true;
  }

  /** Returns whether it has the message at a place. */
  boolean has(int place) {
    return place != Messages.NOWHERE && place <= last && (gaps == null || !gaps.get(place));
  }

  /** Returns whether a message is newer than all that it has of that speaker. */
  boolean isNewest(int speaker, int number) {
    if (number < newestOf[speaker]) {
      return false;
    }
    newestOf[speaker] = number;
    return true;
  }
}
