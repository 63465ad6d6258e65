package dev.chatroom.chaos.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came over a wire. Many clients share one, as they get the same text.
 *
 * @param name the name of the event
 * @param data its payload
 * @param place its place in the log; nothing for what has none, such as a list
 * @param nicknames the names of a list; empty for all else
 */
public record WireEvent(String name, JsonNode data, @Nullable Place place, List<String> nicknames) {

  /** Reads the payload of an event. */
  public static WireEvent of(String name, JsonNode data) {
    List<String> nicknames = new ArrayList<>();
    if (name.equals("nicknames")) {
      data.forEach(each -> nicknames.add(each.asText()));
    }
    Place place = Place.parse(data.path("id").asText());
    return new WireEvent(name, data, place, List.copyOf(nicknames));
  }

  /** Returns a field of the payload; empty where there is none. */
  public String text(String field) {
    return data.path(field).asText();
  }

  /** Returns the messages of a history. */
  public List<WireEvent> history() {
    List<WireEvent> messages = new ArrayList<>();
    if (name.equals("history")) {
      data.forEach(each -> messages.add(of("message", each)));
    }
    return messages;
  }

  @Override
  public String toString() {
    return name + " " + data;
  }
}
