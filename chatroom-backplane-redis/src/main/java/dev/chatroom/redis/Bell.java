package dev.chatroom.redis;

import java.util.Arrays;
import java.util.List;

/**
 * What rings in a room when something was appended: the events themselves, so that in the usual
 * case nobody need read the stream.
 *
 * @param epoch of which log
 * @param first where the first of them stands, or would stand if there were one
 * @param events as they stand in the stream
 */
record Bell(String epoch, long first, List<String> events) {

  static final char EVENTS = 'E';
  static final char SIGNAL = 'S';

  /** Reads {@code E epoch first} and lines of one event each. */
  static Bell of(String message) {
    String[] lines = message.split("\n", -1);
    String[] head = lines[0].split(" ", -1);
    return new Bell(
        head[1], Long.parseLong(head[2]), Arrays.asList(lines).subList(1, lines.length));
  }
}
