package dev.chatroom.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/** Where the frames of one client go; one write at a time. */
interface Wire {

  /**
   * Writes whole frames, in order.
   *
   * @param later told once, by any thread, where it takes time: when all of it is with the socket,
   *     or that it never will be
   * @param count how many frames they are
   * @param frames each buffer has frames that are ready to the last byte, and is read to its end
   * @return whether all of it is with the socket already, so that nobody is told
   */
  boolean write(Callback later, int count, ByteBuffer... frames);
}
