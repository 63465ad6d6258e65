package dev.chatroom.benchmarks.server;

import java.util.List;

/**
 * A server that is measured.
 *
 * @param name what it is called on the command line and in results
 * @param title what people call it
 * @param dialect what its clients speak
 * @param command what starts it
 */
public record Peer(String name, String title, Dialect dialect, List<String> command) {

  public Peer {
    command = List.copyOf(command);
  }
}
