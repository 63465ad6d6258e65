package dev.chatroom.example;

import dev.chatroom.ChatRooms;

/**
 * What is answered to whoever looks after this process, such as a balancer.
 *
 * @param status the status of HTTP
 * @param text the word for people
 */
record Health(int status, String text) {

  static final String PATH = "/health";

  private static final Health OK = new Health(200, "ok");

  private static final Health UNAVAILABLE = new Health(503, "unavailable");

  /** Returns how it is with the rooms: while Redis cannot be reached they take nothing. */
  static Health of(ChatRooms rooms) {
    return rooms.isAvailable() ? OK : UNAVAILABLE;
  }
}
