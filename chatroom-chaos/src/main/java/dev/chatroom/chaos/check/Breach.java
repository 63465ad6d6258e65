package dev.chatroom.chaos.check;

/**
 * A law that was broken.
 *
 * @param law which one
 * @param seen what tells so
 */
public record Breach(String law, String seen) {

  @Override
  public String toString() {
    return law + " is broken: " + seen;
  }
}
