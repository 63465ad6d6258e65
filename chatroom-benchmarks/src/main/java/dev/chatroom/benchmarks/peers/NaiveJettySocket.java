package dev.chatroom.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A client of {@link NaiveJetty}. */
public final class NaiveJettySocket extends Session.Listener.AbstractAutoDemanding {

  private final ObjectMapper json;
  private final Nicknames nicknames;
  private final Set<NaiveJettySocket> room;
  private @Nullable String own;

  /** A record, since its fields are written in this order. */
  private record Event(String event, Object data) {}

  private record Answer(JsonNode ack, Object data) {}

  NaiveJettySocket(ObjectMapper json, Nicknames nicknames, Set<NaiveJettySocket> room) {
    this.json = json;
    this.nicknames = nicknames;
    this.room = room;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    room.add(this);
    send(write(new Event("nicknames", nicknames.list())));
  }

  @Override
  public void onWebSocketText(String text) {
    try {
      JsonNode event = json.readTree(text);
      JsonNode data = event.path("data");
      if (event.path("event").asText().equals("message")) {
        say("message", json.treeToValue(data, ChatMessage.class));
      } else {
        claim(data.asText(), event.path("ack"));
      }
    } catch (JsonProcessingException notOurs) {
      getSession().close();
    }
  }

  private void claim(String nickname, JsonNode ack) {
    boolean isFree = nicknames.claim(nickname);
    if (ack.isNumber()) {
      send(write(new Answer(ack, isFree ? Nicknames.OK : Nicknames.TAKEN)));
    }
    if (isFree) {
      own = nickname;
      say("nicknames", nicknames.list());
    }
  }

  private void say(String event, Object data) {
    String text = write(new Event(event, data));
    for (NaiveJettySocket each : room) {
      each.send(text);
    }
  }

  private void send(String text) {
    getSession().sendText(text, Callback.NOOP);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    room.remove(this);
    String nickname = own;
    if (nickname != null) {
      nicknames.free(nickname);
      say("nicknames", nicknames.list());
    }
    callback.succeed();
  }
}
