package dev.chatroom.testkit.transport;

import java.util.function.Consumer;

/**
 * A way in which a connection ends from the client's side.
 *
 * @param name what it is, for people
 * @param act does it to a client
 */
public record Ending(String name, Consumer<WireClient> act) {

  /** The page was closed. */
  public static final Ending CLOSE = new Ending("clean close", WireClient::close);

  /** The network was cut. */
  public static final Ending ABORT = new Ending("abort", WireClient::abort);

  /** Nothing is heard from the client any more; {@link TransportLimits#idleTimeout} ends it. */
  public static final Ending SILENCE = new Ending("silence", WireClient::fallSilent);

  @Override
  public String toString() {
    return name;
  }
}
