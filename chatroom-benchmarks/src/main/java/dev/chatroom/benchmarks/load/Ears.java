package dev.chatroom.benchmarks.load;

/** Who listens to what clients get. All in the thread of the crowd. */
interface Ears {

  /**
   * A message has come.
   *
   * @param nanos when, by {@link Crowd#nanos}
   */
  void heard(Client client, int number, long nanos);

  /** A connection ended. */
  void ended(Client client);
}
