package dev.chatroom.testkit.backplane;

import dev.chatroom.spi.Backplane;
import java.time.Duration;

/**
 * A backplane as the contract sees it: the place where logs live, and the nodes that share them.
 *
 * <pre>{@code
 * final class OurBackplaneUnderTest implements BackplaneUnderTest {
 *   private final OurServer server = OurServer.start();
 *
 *   @Override
 *   public Backplane node() {
 *     return new OurBackplane(server.address());
 *   }
 *
 *   @Override
 *   public void close() {
 *     server.stop();
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #node} may be called by several threads at once, all else is called by the thread of
 * the test. A backplane that lives outside of the process has more to keep: {@link
 * RemoteBackplaneUnderTest}.
 */
public interface BackplaneUnderTest extends AutoCloseable {

  /**
   * Makes a node: what one process would have. It shares its logs with all other nodes that this
   * has made, and with no others; before the first one there is no log. The time of events is that
   * of the computer.
   *
   * @return a new node, which the rule closes
   */
  Backplane node();

  /**
   * Returns how long is waited for what is to come: a result, an event at another node. All that
   * comes comes sooner.
   *
   * @return how long; unless overridden 30 s
   */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Forgets the logs and what was made for them, after the nodes were closed. */
  @Override
  void close();
}
