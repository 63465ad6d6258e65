package dev.chatroom.benchmarks.server;

import java.util.List;

/**
 * A server that is measured.
 *
 * @param name what it is called on the command line and in results
 * @param title what people call it
 * @param dialect what its clients speak
 * @param command what starts it; one that shares its rooms is told where Redis is besides
 * @param sharing how many processes share their rooms in a Redis; 0 for one that has its own
 */
public record Peer(String name, String title, Dialect dialect, List<String> command, int sharing) {

  public Peer {
    command = List.copyOf(command);
  }

  Peer(String name, String title, Dialect dialect, List<String> command) {
    this(name, title, dialect, command, 0);
  }
}
