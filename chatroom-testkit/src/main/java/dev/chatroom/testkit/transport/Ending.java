package dev.chatroom.testkit.transport;

import java.util.function.Consumer;

/**
 * A way in which a connection ends from the client's side.
 *
 * @param name what it is, for people
 * @param timesOut whether only {@link TransportLimits#idleTimeout} can tell that it has ended; if
 *     not, it is noticed at once
 * @param act does it to a client
 */
public record Ending(String name, boolean timesOut, Consumer<WireClient> act) {

  /** The page was closed. */
  public static final Ending CLOSE = new Ending("clean close", false, WireClient::close);

  /** The network was cut. */
  public static final Ending ABORT = new Ending("abort", false, WireClient::abort);

  /** Nothing is heard from the client any more. */
  public static final Ending SILENCE = new Ending("silence", true, WireClient::fallSilent);

  @Override
  public String toString() {
    return name;
  }
}
