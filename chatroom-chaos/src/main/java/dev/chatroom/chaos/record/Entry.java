package dev.chatroom.chaos.record;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event as it stands in the log.
 *
 * @param offset where
 * @param event what it is: an object with a {@code type}
 * @param key what tells the message from others; empty where there is none
 */
public record Entry(long offset, JsonNode event, String key) {

  /** Returns what kind of event it is, such as {@code posted}. */
  public String type() {
    return event.path("type").asText();
  }

  /** Returns when it was appended, in milliseconds since 1970. */
  public long time() {
    return event.path("time").asLong();
  }

  /** Returns whether it is a message to all. */
  public boolean isPosted() {
    return type().equals("posted");
  }

  /** Returns whether it changes who is here, or under what name. */
  public boolean isChange() {
    return switch (type()) {
      case "joined", "left", "renamed" -> true;
      default -> false;
    };
  }

  /** Returns whom it is about. */
  public String occupant() {
    return event.path("occupant").path("id").asText();
  }

  /** Returns their nickname. */
  public String nickname() {
    return event.path("occupant").path("text").asText();
  }

  /** Returns what tells whether that nickname counts as another one. */
  public String nicknameKey() {
    return event.path("occupant").path("key").asText();
  }

  /** Returns which session did it. */
  public String session() {
    return event.path("session").asText();
  }

  /** Returns which session shares the nickname from here on, or does so no more. */
  public String holder() {
    return event.path("holder").asText();
  }

  /** Returns what is said. */
  public String text() {
    return event.path("text").asText();
  }

  /** Returns who says it. */
  public String author() {
    return event.path("author").asText();
  }

  /** Returns under which nickname it is said. */
  public String sender() {
    return event.path("sender").path("text").asText();
  }

  @Override
  public String toString() {
    return offset + " " + event;
  }
}
