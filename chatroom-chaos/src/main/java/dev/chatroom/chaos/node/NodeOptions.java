package dev.chatroom.chaos.node;

import java.time.Duration;
import java.util.List;

/**
 * How a node is.
 *
 * @param redis where Redis is
 * @param lease how long after the last sign of life of a node others take it for lost
 * @param timeout how long one command of Redis may take
 * @param rooms the rooms that there are
 * @param tokenKey what seals the tokens, in hexadecimal digits; the same for all nodes
 */
public record NodeOptions(
    String redis, Duration lease, Duration timeout, List<String> rooms, String tokenKey) {

  static NodeOptions parse(String[] arguments) {
    return new NodeOptions(
        arguments[0],
        Duration.ofMillis(Long.parseLong(arguments[1])),
        Duration.ofMillis(Long.parseLong(arguments[2])),
        List.of(arguments[3].split(",")),
        arguments[4]);
  }

  /** Returns the arguments for {@link NodeMain}. */
  List<String> arguments() {
    return List.of(
        redis,
        String.valueOf(lease.toMillis()),
        String.valueOf(timeout.toMillis()),
        String.join(",", rooms),
        tokenKey);
  }
}
