package dev.chatroom.redis;

/** A command was not taken; to be tried again, as far as anybody knows. */
final class Unavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  Unavailable(String why) {
    // Told to whoever asked, and seen by nobody else: where it was thrown says nothing.
    super(why, null, false, false);
  }
}
