package dev.chatroom.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a story of src/test/node reports of one combination. A transcript in it is what one client
 * saw, in order: the names of the events with their data.
 *
 * @param json the report
 */
record Report(JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A message as it came to a client, with exactly these fields. */
  record Message(String nickname, String msg, String id, String time) {

    /** As the documented page shows it. */
    String shown() {
      return nickname + "说:" + msg;
    }
  }

  static Report parse(String line) throws JsonProcessingException {
    return new Report(MAPPER.readTree(line));
  }

  String text(String field) {
    return json.path(field).asText();
  }

  int number(String field) {
    return json.path(field).asInt(-1);
  }

  List<String> texts(String field) {
    return MAPPER.convertValue(json.path(field), new TypeReference<List<String>>() {});
  }

  List<Message> messages(String field) {
    return MAPPER.convertValue(json.path(field), new TypeReference<List<Message>>() {});
  }

  /** The part of it that is a report, too. */
  List<Report> parts(String field) {
    return stream(json.path(field)).map(Report::new).toList();
  }

  /** The names of the events in a transcript. */
  List<String> events(String transcript) {
    return stream(json.path(transcript)).map(entry -> entry.path(0).asText()).toList();
  }

  /** The data of the events of one name in a transcript. */
  List<Object> seen(String transcript, String event) {
    return data(transcript, event).map(data -> MAPPER.convertValue(data, Object.class)).toList();
  }

  /** The messages in a transcript. */
  List<Message> messagesSeen(String transcript) {
    return data(transcript, "message")
        .map(data -> MAPPER.convertValue(data, Message.class))
        .toList();
  }

  private Stream<JsonNode> data(String transcript, String event) {
    return stream(json.path(transcript))
        .filter(entry -> entry.path(0).asText().equals(event))
        .map(entry -> entry.path(1));
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
