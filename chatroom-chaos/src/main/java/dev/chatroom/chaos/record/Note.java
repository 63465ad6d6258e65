package dev.chatroom.chaos.record;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client writes down. */
public sealed interface Note {

  /** When, in milliseconds since 1970. */
  long at();

  /**
   * It has a place in its room, or asks for one, on a new connection.
   *
   * @param node which node it connects to
   * @param since after which event it wants to go on; empty where it begins anew
   * @param identity who it is known to be; empty where nobody knows yet
   */
  record Opened(long at, int node, String since, String identity) implements Note {}

  /**
   * It sends a command.
   *
   * @param ack the number by which the answer is known
   * @param event {@code nickname}, {@code message} or {@code leave}
   * @param text the nickname, or what is said
   * @param again whether it was sent before, and may have been done then
   */
  record Sent(long at, int ack, String event, String text, boolean again) implements Note {}

  /** An answer comes. */
  record Answered(long at, int ack, JsonNode data) implements Note {

    /** Returns whether the command was accepted. */
    public boolean isOk() {
      return data.path("msg").asText().equals("ok");
    }
  }

  /** It learns who it is. */
  record Identified(long at, String identity) implements Note {}

  /** An event comes. */
  record Came(long at, WireEvent event) implements Note {}

  /**
   * All is quiet, and it is connected: it has got whatever it will get.
   *
   * @param nickname the one that it believes to have; empty for none
   */
  record Settled(long at, String nickname) implements Note {}

  /** The connection is no more. */
  record Ended(long at, String why) implements Note {}
}
