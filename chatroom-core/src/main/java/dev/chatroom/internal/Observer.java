package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listener of all rooms, with what it has registered in each. A room is not kept for its sake.
 * Safe for use by any thread.
 */
final class Observer {

  private final ChatRoomListener listener;
  private final Map<LiveRoom, ChatRoom.Registration> registrations = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  Observer(ChatRoomListener listener) {
    this.listener = listener;
  }

  void observe(LiveRoom room) {
    registrations.computeIfAbsent(room, each -> each.addListener(listener, () -> {}));
    if (stopped) {
      forget(room);
    }
  }

  void forget(LiveRoom room) {
    ChatRoom.Registration registration = registrations.remove(room);
    if (registration != null) {
      registration.close();
    }
  }

  void stop() {
    stopped = true;
    registrations.keySet().forEach(this::forget);
  }
}
