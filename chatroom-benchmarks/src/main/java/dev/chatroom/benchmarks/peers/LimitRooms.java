package dev.chatroom.benchmarks.peers;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All rooms. Only the one event loop touches them. */
final class LimitRooms {

  static final int HEARTBEAT_SECONDS = 25;

  private final EventLoop loop;
  private final Duration window;
  private final Map<Key, LimitRoom> rooms = new HashMap<>();

  private record Key(LimitProtocol protocol, String name) {}

  LimitRooms(EventLoop loop, Duration window) {
    this.loop = loop;
    this.window = window;
    var unused =
        loop.scheduleAtFixedRate(
            this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns a room; all in it speak the same. */
  LimitRoom room(LimitProtocol protocol, String name) {
    return rooms.computeIfAbsent(
        new Key(protocol, name), made -> new LimitRoom(loop, protocol, window));
  }

  /** All are asked at once, as clients of Engine.IO 4 bear it. */
  private void heartbeat() {
    rooms.values().forEach(LimitRoom::heartbeat);
  }
}
