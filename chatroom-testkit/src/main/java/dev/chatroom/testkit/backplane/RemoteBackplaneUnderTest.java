package dev.chatroom.testkit.backplane;

import dev.chatroom.spi.Backplane;
import java.time.Duration;

/**
 * A backplane that lives outside of the process, and what can happen to it: a node is lost, it
 * cannot reach the logs for a while, the logs are lost. Each takes effect before the method
 * returns.
 */
public interface RemoteBackplaneUnderTest extends BackplaneUnderTest {

  /**
   * Loses a node without a word, as when its process is killed: nothing that it has not sent yet is
   * sent. It is neither used nor closed afterwards.
   *
   * @param node one that {@link #node} made
   */
  void crash(Backplane node);

  /**
   * Cuts a node off from the logs; others still reach them.
   *
   * @param node one that {@link #node} made
   */
  void cutOff(Backplane node);

  /**
   * Lets a node reach the logs again, as soon as it tries.
   *
   * @param node one that was {@link #cutOff}
   */
  void restore(Backplane node);

  /** Forgets all logs while nodes follow them. */
  void loseLogs();

  /**
   * Returns how long a node may be cut off and lose nothing.
   *
   * @return how long; less than {@link #leaseBound}
   */
  Duration lease();

  /**
   * Returns how long it takes at most until the nicknames of a node that was lost are free, while
   * another node follows the room. Rules wait that long, so it should be seconds.
   *
   * @return how long
   */
  Duration leaseBound();

  /**
   * Returns how long a node that cannot reach the logs takes at most to say so: to a command, and
   * by {@link Backplane#isReachable}.
   *
   * @return how long; unless overridden as long as {@link #patience}
   */
  default Duration refusalBound() {
    return patience();
  }
}
