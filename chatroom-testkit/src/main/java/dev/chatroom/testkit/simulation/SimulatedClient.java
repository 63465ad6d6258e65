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
  private @Nullable String token;
  private @Nullable Sent lastSent;

  SimulatedClient(int number, SimulatedWorld world) {
    this.number = number;
    this.world = world;
  }

  /** Returns where it is connected from: each client from somewhere else. */
  String address() {
    return "192.0.2." + number;
  }

  /** Returns its connection, if it has one that lives. */
  Optional<SimulatedConnection> connection() {
    return Optional.ofNullable(connection).filter(SimulatedConnection::isLive);
  }

  /** Returns who its last connection was; empty when it had none. */
  String identity() {
    return connection == null ? "" : connection.identity();
  }

  void connect(int to, Place place, boolean delta) {
    if (connection().isEmpty()) {
      attach(to, place, delta, null, null);
    }
  }

  void reconnect(Place place, boolean delta, boolean same) {
    SimulatedConnection before = connection;
    if (before != null && !before.isLive()) {
      attach(room, place, delta, before.lastIdRead(), same ? token : null);
    }
  }

  void share(int other, Place place, boolean delta) {
    SimulatedClient sharing = world.client(other);
    if (connection().isEmpty() && sharing.token != null) {
      attach(sharing.room, place, delta, null, sharing.token);
    }
  }

  private void attach(
      int to, Place place, boolean delta, @Nullable String since, @Nullable String as) {
    world
        .attach(this, to, place, delta, since, as)
        .ifPresent(
            attached -> {
              drop();
              connection = attached;
              room = to;
              // What has a key is not said twice, when it is sent again by the same identity.
              Sent last = lastSent;
              boolean isSame = as != null && as.equals(token);
              lastSent = isSame && last != null && last.isKeyed() ? last : null;
              token = as;
            });
  }

  /** It is told what makes it the same again. */
  void knows(String newToken) {
    token = newToken;
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

  void moderate(Order order) {
    connection()
        .ifPresent(
            live -> {
              Sent sent = order.sent(live.room());
              if (sent != null) {
                send(sent);
              }
            });
  }

  void heed() {
    connection()
        .flatMap(SimulatedConnection::takeRetryAfter)
        .ifPresent(
            wait -> {
              world.advance(wait);
              repeat();
            });
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

  @Override
  public String toString() {
    return "client " + number;
  }
}
