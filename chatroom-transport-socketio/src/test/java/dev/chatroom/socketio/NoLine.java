package dev.chatroom.socketio;

/** A line that broke before there was one. */
final class NoLine implements Line {

  private final Gate gate = new Gate();

  @Override
  public void send(String packet) {}

  @Override
  public void sendRaw(byte[] raw) {}

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public void close() {}

  @Override
  public void abort() {}
}
