package dev.chatroom.testkit.simulation;

import dev.chatroom.spi.Frame;
import java.util.List;
import java.util.Map;

/** A law's eye on one connection; called in the order in which things come over the wire. */
interface Watch {

  /** Sees nothing. */
  Watch NOTHING = new Watch() {};

  /** The client sends a command. */
  default void sent(Sent command) {}

  /** The rooms answer a command. */
  default void answered(Sent command, Map<String, Object> answer) {}

  /** The rooms write frames in one go. */
  default void writes(List<Frame> frames) {
    for (Frame each : frames) {
      wrote(each);
    }
  }

  /** The rooms write a frame. */
  default void wrote(Frame frame) {}

  /** The connection reads another log from here on. */
  default void moved() {}

  /** The connection lives, its client reads, and nothing is left to do. */
  default void settled() {}
}
