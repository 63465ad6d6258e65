package dev.chatroom.spi;

/**
 * Which command of which session, so that the answer can be given when the session reads the event.
 *
 * @param session the id of the session; empty where the application acts
 * @param command counts the commands of that session
 * @param address where the session comes from; empty when unknown
 */
public record Origin(String session, long command, String address) {

  /**
   * Makes an origin of which it is not known where from.
   *
   * @param session the id of the session
   * @param command counts the commands of that session
   */
  public Origin(String session, long command) {
    this(session, command, "");
  }
}
