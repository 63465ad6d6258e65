package dev.chatroom.benchmarks.load;

import dev.chatroom.benchmarks.server.Dialect;
import org.jspecify.annotations.Nullable;

/** What clients of a dialect say, and how they understand what they are told. */
interface Speech {

  /** Returns the speech of a dialect. */
  static Speech of(Dialect dialect) {
    return switch (dialect) {
      case SOCKET_IO_3 -> new SocketIoSpeech(3);
      case SOCKET_IO_4 -> new SocketIoSpeech(4);
      case PLAIN -> new PlainSpeech();
    };
  }

  /** Returns the target of the request that opens the connection. */
  String target(String room);

  /** Returns what claims a nickname, and asks for an answer. */
  String claim(String nickname);

  /** Returns what posts a text that needs no escapes. */
  String post(String nickname, String text);

  /** Returns whether the connection has its place in the room without any packets. */
  boolean isOpenAtOnce();

  /** Returns the offset in the server's events at which the name of the event begins. */
  int eventNameAt();

  /** Returns how many bytes an event with a list of nicknames has, each of so many bytes. */
  int listBytes(int nicknames, int nicknameBytes);

  /** Returns what a text means that is neither of these. */
  Meaning meaning(String text);

  /** Returns what a client says at once to something; null for nothing. */
  @Nullable String answer(Meaning to);

  /** Returns what a client has to say now and then; null for nothing. */
  @Nullable String ping();
}
