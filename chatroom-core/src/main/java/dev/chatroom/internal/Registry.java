package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.Refusal;
import dev.chatroom.RoomName;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The rooms of one {@code ChatRooms}. Safe for use by any thread. */
public final class Registry {

  private static final String DEFAULT_ROOM = "lobby";

  private final Settings settings;
  private final Backplane backplane;
  private final RoomAdmission admission;
  private final Map<RoomName, LiveRoom> rooms = new ConcurrentHashMap<>();

  // Guarded by this, which also makes rooms one at a time, so that their number can be limited.
  private boolean closed;

  /**
   * Makes a registry without rooms.
   *
   * @param settings of all rooms
   * @param backplane where their logs live
   * @param admission which rooms connections from outside may bring into being
   */
  public Registry(Settings settings, Backplane backplane, RoomAdmission admission) {
    this.settings = settings;
    this.backplane = backplane;
    this.admission = admission;
    room(new RoomName(DEFAULT_ROOM));
  }

  /**
   * Returns a room, and makes it where there is none; for the application, which may have any.
   *
   * @param name which room
   * @return the room
   */
  public ChatRoom room(RoomName name) {
    LiveRoom known = rooms.get(name);
    return known != null ? known : make(name);
  }

  private synchronized LiveRoom make(RoomName name) {
    if (closed) {
      throw new IllegalStateException("the rooms are closed");
    }
    return rooms.computeIfAbsent(name, each -> new LiveRoom(each, settings, backplane));
  }

  /**
   * Attaches a connection from outside.
   *
   * @param handshake what is known of it
   * @param outbound where it is written to
   * @param executor serves it
   * @return the session, or why there is none
   */
  public ConnectResult connect(Handshake handshake, Outbound outbound, Executor executor) {
    Optional<RoomName> name = RoomName.parse(handshake.parameter("room").orElse(DEFAULT_ROOM));
    if (name.isEmpty()) {
      return rejected(Refusal.ROOM_ILLEGAL);
    }
    LiveRoom room;
    synchronized (this) {
      if (closed) {
        return rejected(Refusal.UNAVAILABLE);
      }
      LiveRoom known = rooms.get(name.get());
      if (known == null) {
        Optional<Refusal> refused = admission.refuses(rooms.size());
        if (refused.isPresent()) {
          return rejected(refused.get());
        }
        known = make(name.get());
      }
      room = known;
    }
    Presence presence =
        handshake.parameter("presence").filter("delta"::equals).isPresent()
            ? Presence.DELTA
            : Presence.LIST;
    @Nullable String since = handshake.parameter("since").orElse(null);
    LiveSession session = room.attach(executor, outbound, presence, since);
    return new ConnectResult.Attached(new ClientProtocol(session, outbound, settings.texts()));
  }

  private ConnectResult rejected(Refusal reason) {
    return new ConnectResult.Rejected(settings.texts().of(reason));
  }

  /** Ends all sessions and makes no more rooms. Closing twice does nothing. */
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    rooms.values().forEach(LiveRoom::close);
  }
}
