package dev.chatroom.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** What is said in the frames. Of a text that comes only the beginning is looked at. */
sealed interface LimitProtocol permits LimitSocketIo, LimitPlain {

  /** Begins with a client that has its WebSocket. */
  void open(LimitConnection connection);

  /** Does what a client says. */
  void receive(LimitConnection connection, ByteBuf in, int start, int length);

  /**
   * Returns the list of nicknames.
   *
   * @param nicknames as they are in JSON
   */
  byte[] list(Collection<String> nicknames);

  /** Returns what is said to all so that they know that the server is there; empty for nothing. */
  byte[] heartbeat();

  /** Returns whether bytes begin with others. */
  static boolean startsWith(byte[] beginning, ByteBuf in, int start, int end) {
    if (end - start < beginning.length) {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if (in.getByte(start + i) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns what answers a claim, in JSON. */
  static String answer(boolean nicknameWasFree) {
    return "{\"msg\":\"" + (nicknameWasFree ? "ok" : "昵称已经存在") + "\"}";
  }

  static String text(ByteBuf in, int start, int end) {
    return in.toString(start, end - start, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
