package dev.chatroom.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** Socket.IO over a WebSocket, Engine.IO 3 or 4. */
final class SocketIoSpeech implements Speech {

  private final int engine;

  SocketIoSpeech(int engine) {
    this.engine = engine;
  }

  @Override
  public String target(String room) {
    return "/socket.io/?EIO=" + engine + "&transport=websocket&room=" + room;
  }

  @Override
  public String claim(String nickname) {
    return "420[\"nickname\",\"" + nickname + "\"]";
  }

  @Override
  public String post(String nickname, String text) {
    return "42[\"message\",{\"nickname\":\"" + nickname + "\",\"msg\":\"" + text + "\"}]";
  }

  @Override
  public boolean isOpenAtOnce() {
    return false;
  }

  @Override
  public int eventNameAt() {
    return "42[\"".length();
  }

  @Override
  public int listBytes(int nicknames, int nicknameBytes) {
    return "42[\"nicknames\",[]]".length() + Math.max(0, nicknames * (nicknameBytes + 3) - 1);
  }

  @Override
  public Meaning meaning(String text) {
    if (text.equals("2")) {
      return Meaning.PING;
    }
    if (text.startsWith("0{")) {
      return Meaning.GREETING;
    }
    if (text.startsWith("40")) {
      return Meaning.OPENED;
    }
    if (text.startsWith("430[")) {
      return text.contains("\"ok\"") ? Meaning.CLAIMED : Meaning.REFUSED;
    }
    return text.startsWith("41") || text.startsWith("44") ? Meaning.REFUSED : Meaning.OTHER;
  }

  @Override
  public @Nullable String answer(Meaning to) {
    return switch (to) {
      case PING -> "3";
      case GREETING -> engine == 4 ? "40" : null;
      default -> null;
    };
  }

  /** Returns a ping: with Engine.IO 3 it is the client that pings. */
  @Override
  public @Nullable String ping() {
    return engine == 3 ? "2" : null;
  }
}
