package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatRooms;
import dev.chatroom.RoomName;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A node: rooms, the lanes of its clients, and the network behind it, if there is one. */
final class SimulatedNode {

  private static final int LANES = 2;

  private final SimulatedWorld world;
  private final boolean immediate;
  private final boolean networked;
  private final List<ManualExecutor> executors = new ArrayList<>();
  private final List<Executor> lanes = new ArrayList<>();
  private @Nullable SimulatedLink link;
  private @Nullable NodeTap tap;
  private @Nullable ChatRooms rooms;

  SimulatedNode(SimulatedWorld world, Shape shape) {
    this.world = world;
    this.immediate = shape.immediate();
    this.networked = shape.networked();
  }

  boolean isRunning() {
    return rooms != null;
  }

  void start() {
    if (rooms != null) {
      return;
    }
    executors.clear();
    lanes.clear();
    SimulatedLink behind = networked ? world.link() : null;
    Backplane backplane = behind == null ? world.backplane() : behind;
    NodeTap started = world.tap(backplane);
    link = behind;
    tap = started;
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(newExecutor());
    }
    rooms = world.rooms(started, newExecutor(), () -> tap == started && isRunning());
  }

  private Executor newExecutor() {
    if (immediate) {
      return new InTheCaller();
    }
    ManualExecutor executor = world.turns().newExecutor();
    executors.add(executor);
    return executor;
  }

  /** Makes a connection to it; nothing when it does not run, or refuses it. */
  @Nullable SimulatedConnection connect(
      SimulatedClient client,
      RoomName room,
      int lane,
      boolean delta,
      @Nullable String since,
      @Nullable String token) {
    ChatRooms where = rooms;
    NodeTap here = tap;
    if (where == null || here == null) {
      return null;
    }
    Executor executor = lanes.get(lane % LANES);
    SimulatedConnection connection =
        new SimulatedConnection(client, room, here, delta, since, executor, world);
    Runnable connecting =
        () -> {
          connection.connecting();
          var unused =
              where
                  .connect(connection.handshake(token), connection, executor)
                  .thenAccept(result -> attach(connection, result));
        };
    if (immediate) {
      // As a task of its lane, so that no frame comes before it is known whose it is.
      executor.execute(connecting);
    } else {
      connecting.run();
    }
    return connection.isAttached() ? connection : null;
  }

  private static void attach(SimulatedConnection connection, ConnectResult result) {
    if (result instanceof ConnectResult.Attached attached) {
      connection.attached(attached.session());
    }
  }

  void moderate(int room, Order order) {
    RoomTruth log = world.log(room);
    if (rooms != null && log != null) {
      order.by(rooms.room(log.name().value()).moderation(), log);
    }
  }

  void enrol(int room, int client, boolean member) {
    String identity = world.client(client).identity();
    RoomTruth log = world.log(room);
    if (rooms != null && log != null && !identity.isEmpty()) {
      var unused = rooms.room(log.name().value()).moderation().changeMembership(identity, member);
    }
  }

  void partition(boolean failing) {
    if (rooms != null && link != null) {
      link.cut(failing);
    }
  }

  void heal() {
    if (rooms != null && link != null) {
      link.heal();
    }
  }

  /** Returns whether a connection is one of this node, which is cut off. */
  boolean cutsOff(SimulatedConnection connection) {
    return link != null && link.isCut() && tap != null && connection.isOn(tap);
  }

  void kill(int arriving) {
    SimulatedLink behind = link;
    NodeTap here = tap;
    if (rooms != null && behind != null && here != null) {
      rooms = null;
      executors.forEach(world.turns()::halt);
      behind.die(arriving);
      world.cutAllOn(here);
      world.expireLater(behind);
    }
  }

  void stop() {
    ChatRooms stopping = rooms;
    if (stopping != null) {
      stopping.close();
      rooms = null;
    }
  }
}
