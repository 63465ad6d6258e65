package dev.chatroom.testkit.simulation;

import dev.chatroom.testkit.simulation.ClientStep.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that comes, goes, and comes back. What it cannot do as things are, it does not do. */
final class SimulatedClient {

  private final int number;
  private final SimulatedWorld world;
  private int room;
  private @Nullable SimulatedConnection connection;
  private @Nullable Sent lastSent;

  SimulatedClient(int number, SimulatedWorld world) {
    this.number = number;
    this.world = world;
  }

  /** Returns its connection, if it has one that lives. */
  Optional<SimulatedConnection> connection() {
    return Optional.ofNullable(connection).filter(SimulatedConnection::isLive);
  }

  void connect(int to, Place place, boolean delta) {
    if (connection().isEmpty()) {
      attach(to, place, delta, null);
    }
  }

  void reconnect(Place place, boolean delta) {
    SimulatedConnection before = connection;
    if (before != null && !before.isLive()) {
      attach(room, place, delta, before.lastIdRead());
    }
  }

  private void attach(int to, Place place, boolean delta, @Nullable String since) {
    world
        .attach("client " + number, to, place, delta, since)
        .ifPresent(
            attached -> {
              drop();
              connection = attached;
              room = to;
              lastSent = null;
            });
  }

  void send(Sent command) {
    connection()
        .ifPresent(
            live -> {
              lastSent = command;
              live.send(command);
            });
  }

  void repeat() {
    Sent last = lastSent;
    if (last != null) {
      send(last.again());
    }
  }

  void leave() {
    connection().ifPresent(SimulatedConnection::leave);
  }

  void end() {
    connection().ifPresent(SimulatedConnection::end);
  }

  void stopReading(int takes) {
    connection().ifPresent(live -> live.stopReading(takes));
  }

  void readOn() {
    connection().ifPresent(SimulatedConnection::readOn);
  }

  void drop() {
    SimulatedConnection last = connection;
    if (last != null) {
      last.drop();
    }
  }
}
