package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatroom.chaos.node.NodePorts;
import java.util.Map;

/** Plain WebSocket: JSON objects. */
final class PlainSpeech implements Speech {

  @Override
  public int port(NodePorts node) {
    return node.plain();
  }

  @Override
  public String target(Map<String, String> parameters) {
    return "/chat?" + Speech.query(parameters);
  }

  @Override
  public String subprotocol() {
    return "chatroom.v1";
  }

  @Override
  public String said(String event, JsonNode data, int ack) {
    return JSON.createObjectNode()
        .put("event", event)
        .put("ack", ack)
        .<com.fasterxml.jackson.databind.node.ObjectNode>set("data", data)
        .toString();
  }

  @Override
  public Meaning understand(String text) {
    JsonNode message = Speech.parse(text);
    JsonNode data = message.path("data");
    return message.has("ack")
        ? new Meaning.Answer(message.path("ack").asInt(), data)
        : new Meaning.Event(message.path("event").asText(), data);
  }
}
