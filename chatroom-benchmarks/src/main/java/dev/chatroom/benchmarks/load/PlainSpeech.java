package dev.chatroom.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** JSON objects over a WebSocket. */
final class PlainSpeech implements Speech {

  @Override
  public String target(String room) {
    return "/chat?room=" + room;
  }

  @Override
  public String claim(String nickname) {
    return "{\"event\":\"nickname\",\"data\":\"" + nickname + "\",\"ack\":1}";
  }

  @Override
  public String post(String nickname, String text) {
    return "{\"event\":\"message\",\"data\":{\"nickname\":\""
        + nickname
        + "\",\"msg\":\""
        + text
        + "\"}}";
  }

  @Override
  public boolean isOpenAtOnce() {
    return true;
  }

  @Override
  public int eventNameAt() {
    return "{\"event\":\"".length();
  }

  @Override
  public int listBytes(int nicknames, int nicknameBytes) {
    return "{\"event\":\"nicknames\",\"data\":[]}".length()
        + Math.max(0, nicknames * (nicknameBytes + 3) - 1);
  }

  @Override
  public Meaning meaning(String text) {
    if (text.startsWith("{\"ack\":1,")) {
      return text.contains("\"ok\"") ? Meaning.CLAIMED : Meaning.REFUSED;
    }
    return text.startsWith("{\"event\":\"refused\"") ? Meaning.REFUSED : Meaning.OTHER;
  }

  @Override
  public @Nullable String answer(Meaning to) {
    return null;
  }

  @Override
  public @Nullable String ping() {
    return null;
  }
}
