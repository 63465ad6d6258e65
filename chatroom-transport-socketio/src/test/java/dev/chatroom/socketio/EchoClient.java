package dev.chatroom.socketio;

import dev.chatroom.CloseReason;

/** Sends back what comes, over Engine.IO alone. */
final class EchoClient implements EngineClient {

  private final EngineSession session;

  EchoClient(EngineSession session) {
    this.session = session;
  }

  @Override
  public void opened() {
    // Nothing to say before the client does.
  }

  @Override
  public void receive(String message) {
    session.link().write("4" + message);
    session.link().flush();
  }

  @Override
  public void receive(byte[] message) {
    session.link().write(message);
    session.link().flush();
  }

  @Override
  public void receiveTooLong(String beginning) {
    malformed();
  }

  @Override
  public void malformed() {
    session.close(CloseReason.PROTOCOL_ERROR);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void writable() {
    // Nothing waits.
  }

  @Override
  public void end(CloseReason reason) {
    session.close(reason);
  }

  @Override
  public void disconnected() {
    // Nothing to clean up.
  }
}
