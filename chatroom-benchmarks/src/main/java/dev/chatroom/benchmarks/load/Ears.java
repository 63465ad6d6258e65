package dev.chatroom.benchmarks.load;

/** Who listens to what clients get. All in the thread of the crowd. */
interface Ears {

  /**
   * A message has come.
   *
   * @param nanos when, on the clock of {@link System#nanoTime}
   */
  void heard(Client client, int number, long nanos);

  /** A connection ended. */
  void ended(Client client);
}
