package dev.chatroom.socketio;

/** How the packets of Engine.IO of one client go to the server and come back. */
interface Line {

  /** Takes what comes, one at a time. */
  interface Receiver {

    /** A packet came. */
    void packet(String packet);

    /** The line has ended; the last call. */
    void ended(int code, String reason);
  }

  /** Sends a packet; does nothing when the line has ended. */
  void send(String packet);

  /** Sends bytes as they are: frames, or the body of a post. */
  void sendRaw(byte[] raw);

  /** Where reading waits while nothing is to be read. */
  Gate gate();

  /** Ends as somebody does who closes the page. */
  void close();

  /** Cuts the connection without a word. */
  void abort();
}
