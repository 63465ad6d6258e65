package dev.chatroom.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Ids of Engine.IO sessions and of Socket.IO sockets: nobody can guess one, or choose their own.
 */
final class SessionIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** 120 bits, which are 20 characters without padding. */
  private static final int BYTES = 15;

  private SessionIds() {}

  /** Returns one that was not there before. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
