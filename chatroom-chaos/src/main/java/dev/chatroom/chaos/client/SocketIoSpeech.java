package dev.chatroom.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatroom.chaos.node.NodePorts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Socket.IO 5 over a WebSocket of Engine.IO 4. */
final class SocketIoSpeech implements Speech {

  @Override
  public int port(NodePorts node) {
    return node.socketIo();
  }

  @Override
  public String target(Map<String, String> parameters) {
    return "/socket.io/?EIO=4&transport=websocket&" + Speech.query(parameters);
  }

  @Override
  public @Nullable String subprotocol() {
    return null;
  }

  @Override
  public String said(String event, JsonNode data, int ack) {
    return "42" + ack + JSON.createArrayNode().add(event).add(data);
  }

  @Override
  public Meaning understand(String text) {
    if (text.equals("2")) {
      return new Meaning.Reply("3");
    } else if (text.startsWith("0{")) {
      return new Meaning.Reply("40");
    } else if (text.startsWith("42[")) {
      JsonNode event = Speech.parse(text.substring(2));
      return new Meaning.Event(event.path(0).asText(), event.path(1));
    } else if (text.startsWith("43")) {
      int data = text.indexOf('[');
      int ack = Integer.parseInt(text.substring(2, data));
      return new Meaning.Answer(ack, Speech.parse(text.substring(data)).path(0));
    } else if (text.startsWith("44") || text.startsWith("41") || text.startsWith("1")) {
      return new Meaning.Over(text);
    }
    return new Meaning.Nothing();
  }
}
