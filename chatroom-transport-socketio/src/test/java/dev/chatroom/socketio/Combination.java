package dev.chatroom.socketio;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A client of Socket.IO on a way of transport.
 *
 * @param generation the client, as package.json calls it
 * @param way the transport, as clients.js calls it
 */
record Combination(String generation, String way) {

  private static final List<String> ENGINE_3 = List.of("client-1.4", "client-1.7", "client-2");
  private static final List<String> ENGINE_4 =
      List.of("client-3.0", "client-3.1", "client-4.0", "client-4");

  /** All there are. */
  static List<Combination> all() {
    return Stream.concat(
            over(ENGINE_3, "websocket", "polling", "upgrade", "base64", "jsonp", "jsonp-upgrade"),
            over(ENGINE_4, "websocket", "polling", "upgrade"))
        .toList();
  }

  /** One of each generation, which begins with polling and leaves it for a WebSocket. */
  static List<Combination> upgrading() {
    return all().stream().filter(each -> each.way.equals("upgrade")).toList();
  }

  /** The one that is called that. */
  static Combination parse(String name) {
    return all().stream().filter(each -> each.toString().equals(name)).findAny().orElseThrow();
  }

  private static Stream<Combination> over(List<String> generations, String... ways) {
    return generations.stream()
        .flatMap(generation -> Stream.of(ways).map(way -> new Combination(generation, way)));
  }

  /** Returns whether it speaks Engine.IO 4 and Socket.IO 5. */
  boolean isNewer() {
    return ENGINE_4.contains(generation);
  }

  /** Returns whether it ends up on a WebSocket. */
  boolean endsOnWebSocket() {
    return way.equals("websocket") || way.endsWith("upgrade");
  }

  /** What clients.js has to know of it. */
  Map<String, Object> described() {
    return Map.of("generation", generation, "way", way, "isNewer", isNewer());
  }

  /** What a test is called by it. */
  @Override
  public String toString() {
    return generation + " " + way;
  }
}
