package dev.chatroom.benchmarks.load;

/** When something is said. All in the thread of the crowd. */
interface Pace {

  void start();

  void stop();

  /** All who are in its room have got a message. */
  void everywhere();
}
