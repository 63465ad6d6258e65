package dev.chatroom.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatroom.spi.Signal;

/** Signals as they travel: by the room's bell, and nowhere kept. */
final class SignalText {

  private SignalText() {}

  static String of(Signal signal) {
    var node = Json.object().put("occupant", signal.occupant()).put("name", signal.name());
    node.set("nickname", Json.of(signal.nickname()));
    return Bell.SIGNAL + node.toString();
  }

  static Signal signal(String message) {
    JsonNode node = Json.read(message.substring(1));
    return new Signal(
        Json.string(node, "occupant"),
        Json.nickname(node.get("nickname")),
        Json.string(node, "name"));
  }
}
