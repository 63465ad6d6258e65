package dev.chatroom.benchmarks.peers;

/**
 * What is said, as a class that JSON is read into: netty-socketio's documentation has such a one.
 */
final class ChatMessage {

  private String nickname = "";
  private String msg = "";

  public String getNickname() {
    return nickname;
  }

  public void setNickname(String value) {
    nickname = value;
  }

  public String getMsg() {
    return msg;
  }

  public void setMsg(String value) {
    msg = value;
  }
}
