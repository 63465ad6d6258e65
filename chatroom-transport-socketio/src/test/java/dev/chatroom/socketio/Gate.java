package dev.chatroom.socketio;

/** Lets through who reads, or makes them wait. */
final class Gate {

  // Guarded by this.
  private boolean shut;

  synchronized void shut() {
    shut = true;
  }

  synchronized void open() {
    shut = false;
    notifyAll();
  }

  /** Returns when the gate is open. */
  synchronized void pass() throws InterruptedException {
    while (shut) {
      wait();
    }
  }
}
