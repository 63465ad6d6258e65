package dev.chatroom.testkit.simulation;

import dev.chatroom.spi.LogEntry;
import java.util.Collection;

/**
 * A law of the rooms, in one simulated world. It looks on, at what has really happened and at what
 * each connection gets of it, and never asks the rooms.
 *
 * <p>It is called in the middle of things, so it must not throw: what it finds goes to {@link
 * Breaches}.
 */
interface Law {

  /** Something has happened. */
  default void appended(RoomTruth room, LogEntry entry) {}

  /** A connection is about to be attached. */
  default Watch watch(SimulatedConnection connection) {
    return Watch.NOTHING;
  }

  /** A step of the story was taken. */
  default void afterStep() {}

  /** Everybody who is connected reads, and nothing is left to do. */
  default void settled(Collection<SimulatedConnection> live) {}

  /** Nobody is connected, and nothing is left to do. */
  default void deserted(Collection<RoomTruth> rooms) {}
}
