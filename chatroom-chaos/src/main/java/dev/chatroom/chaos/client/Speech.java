package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatroom.chaos.node.NodePorts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said on a WebSocket, in one of two ways. */
interface Speech {

  ObjectMapper JSON = new ObjectMapper();

  /** What a text means that came. */
  sealed interface Meaning {

    /** There is something to be said at once. */
    record Reply(String text) implements Meaning {}

    /** An event came. */
    record Event(String name, JsonNode data) implements Meaning {}

    /** An answer came. */
    record Answer(int ack, JsonNode data) implements Meaning {}

    /** The connection is of no use: why. */
    record Over(String why) implements Meaning {}

    /** Nothing that matters. */
    record Nothing() implements Meaning {}
  }

  /** Returns the port at a node. */
  int port(NodePorts node);

  /** Returns the path and the query, given the parameters of docs/protocol.md. */
  String target(Map<String, String> parameters);

  /** Returns the subprotocol to be offered. */
  @Nullable String subprotocol();

  /** Returns what says an event and asks for an answer. */
  String said(String event, JsonNode data, int ack);

  /** Understands a text. */
  Meaning understand(String text);

  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException noJson) {
      throw new IllegalStateException(text, noJson);
    }
  }
}
