package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import dev.chatroom.Refusal;
import dev.chatroom.RoomName;
import dev.chatroom.RoomOptions;
import dev.chatroom.spi.Backplane;
import dev.chatroom.spi.ConnectResult;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of one {@code ChatRooms}. Safe for use by any thread. */
public final class Registry implements LiveRoom.RoomEnds {

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  /** How long a connection waits for its room's log: longer than a round trip, and no hang. */
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Backplane backplane;
  private final RoomAdmission admission;
  private final SharedRates rates;
  private final Reception reception;
  private final Map<RoomName, LiveRoom> rooms = new ConcurrentHashMap<>();

  /** Rooms that stay, because the application declared them or asked for them. */
  private final Set<RoomName> lasting = ConcurrentHashMap.newKeySet();

  private final List<Observer> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

  // Written under this, which also makes rooms one at a time, so that their number can be limited.
  private volatile boolean draining;
  private volatile boolean overdue;
  private volatile boolean closed;

  /**
   * Makes a registry with the rooms that are declared.
   *
   * @param settings of all rooms
   * @param backplane where their logs live
   * @param admission which rooms there are and may be
   * @param tokens make anonymous connections the same identity again
   */
  public Registry(
      Settings settings, Backplane backplane, RoomAdmission admission, ResumeTokens tokens) {
    this.settings = settings;
    this.backplane = backplane;
    this.admission = admission;
    this.rates = new SharedRates(settings.policies().rates(), settings.clock());
    this.reception = new Reception(settings, tokens);
    admission.declared().keySet().forEach(this::room);
  }

  /**
   * Returns a room, and makes it where there is none; for the application, which may have any.
   *
   * @param name which room
   * @return the room, which stays
   */
  public ChatRoom room(RoomName name) {
    lasting.add(name);
    return live(name).handle();
  }

  /**
   * Returns whether the backplane takes commands, as far as it knows.
   *
   * @return what {@link Backplane#isReachable} says
   */
  public boolean isReachable() {
    return backplane.isReachable();
  }

  /**
   * Adds an observer of all rooms, those included that are made later.
   *
   * @param listener is called on the executor, for each room in its order
   * @return ends the observation in rooms that are not made yet, and in those that are
   */
  public ChatRoom.Registration addListener(ChatRoomListener listener) {
    Observer observer = new Observer(listener);
    synchronized (this) {
      listeners.add(observer);
      rooms.values().forEach(observer::observe);
    }
    return () -> {
      listeners.remove(observer);
      observer.stop();
    };
  }

  /** Returns the room of a name, made where there is none. */
  LiveRoom live(RoomName name) {
    LiveRoom known = rooms.get(name);
    return known != null ? known : make(name);
  }

  /** Returns the room of a name, made where there is none, and not to be retired until released. */
  LiveRoom kept(RoomName name) {
    while (true) {
      LiveRoom room = live(name);
      if (room.keep()) {
        return room;
      }
      rooms.remove(name, room);
    }
  }

  private LiveRoom make(RoomName name) {
    LiveRoom made;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the rooms are closed");
      }
      LiveRoom known = rooms.get(name);
      if (known != null) {
        return known;
      }
      made = open(name);
    }
    opened(made);
    return made;
  }

  private synchronized LiveRoom open(RoomName name) {
    RoomOptions options = admission.options(name);
    RoomHandle handle = new RoomHandle(name, this, settings);
    LiveRoom room = new LiveRoom(handle, options, settings, rates, backplane, this);
    listeners.forEach(each -> each.observe(room));
    rooms.put(name, room);
    if (draining) {
      room.endSessions();
    }
    return room;
  }

  /** What is not to happen while anything is held. Nothing need ever keep the room. */
  private void opened(LiveRoom room) {
    settings.metrics().roomOpened();
    idle(room);
  }

  /**
   * Attaches a connection from outside.
   *
   * @param handshake what is known of it
   * @param outbound where it is written to
   * @param executor serves it
   * @return the session, or why there is none
   */
  public CompletionStage<ConnectResult> connect(
      Handshake handshake, Outbound outbound, Executor executor) {
    return reception
        .receive(handshake)
        .thenCompose(guest -> enter(guest, outbound, executor))
        .exceptionally(
            failure -> {
              LOG.error("connection failed and is refused", failure);
              return rejected(Refusal.INTERNAL_ERROR);
            });
  }

  private CompletionStage<ConnectResult> enter(
      Checked<Reception.Guest> checked, Outbound outbound, Executor executor) {
    if (checked instanceof Checked.Stopped<Reception.Guest> stopped) {
      settings.metrics().refused(stopped.refusal().code());
      return CompletableFuture.completedFuture(new ConnectResult.Rejected(stopped.refusal()));
    }
    Reception.Guest guest = ((Checked.Passed<Reception.Guest>) checked).value();
    while (true) {
      if (draining) {
        return CompletableFuture.completedFuture(rejected(Refusal.UNAVAILABLE));
      }
      LiveRoom known = rooms.get(guest.room());
      if (known == null) {
        Optional<Refusal> refused = makeFor(guest.room());
        if (refused.isPresent()) {
          return CompletableFuture.completedFuture(rejected(refused.get()));
        }
      } else if (known.keep()) {
        return enterKept(guest, known, outbound, executor);
      } else {
        rooms.remove(guest.room(), known);
      }
    }
  }

  private Optional<Refusal> makeFor(RoomName name) {
    synchronized (this) {
      if (draining) {
        return Optional.of(Refusal.UNAVAILABLE);
      }
      if (rooms.containsKey(name)) {
        return Optional.empty();
      }
      if (!lasting.contains(name)) {
        Optional<Refusal> refused = admission.refuses(rooms.size() - lasting.size());
        if (refused.isPresent()) {
          return refused;
        }
      }
      open(name);
    }
    // The connection that it was made for keeps it next, and then it is idle when that is gone.
    settings.metrics().roomOpened();
    return Optional.empty();
  }

  /** Who may come in is known when the log is. */
  private CompletionStage<ConnectResult> enterKept(
      Reception.Guest guest, LiveRoom room, Outbound outbound, Executor executor) {
    if (room.isOpened()) {
      return CompletableFuture.completedFuture(enter(guest, room, outbound, executor));
    }
    return room.opening()
        .within(OPENING_LIMIT, settings.scheduler())
        .thenApply(
            opened -> {
              if (opened && !draining) {
                return enter(guest, room, outbound, executor);
              }
              room.release();
              return rejected(Refusal.UNAVAILABLE);
            });
  }

  /** The room is kept, for the session or to be released. */
  private ConnectResult enter(
      Reception.Guest guest, LiveRoom room, Outbound outbound, Executor executor) {
    Optional<Refusal> refused = Reception.refuses(guest, room);
    if (refused.isEmpty() && !room.takePlace()) {
      refused = Optional.of(Refusal.ROOM_FULL);
    }
    if (refused.isPresent()) {
      room.release();
      return rejected(refused.get());
    }
    LiveSession session = room.attach(guest.facts(), outbound, executor);
    return new ConnectResult.Attached(new ClientProtocol(session, outbound, settings));
  }

  private ConnectResult rejected(Refusal reason) {
    settings.metrics().refused(reason.code());
    return new ConnectResult.Rejected(settings.texts().of(reason));
  }

  @Override
  public void idle(LiveRoom room) {
    Duration after = room.options().retireAfter();
    if (after != null && mayRetire(room) && room.setAlarm()) {
      settings.scheduler().schedule(after, () -> retire(room, after));
    }
  }

  private boolean mayRetire(LiveRoom room) {
    return !closed && room.isIdle() && !lasting.contains(room.name());
  }

  /** One alarm for a room at a time, however often somebody came and went meanwhile. */
  private void retire(LiveRoom room, Duration after) {
    room.alarmWent();
    if (!mayRetire(room)) {
      return;
    }
    Duration idle = room.idleFor();
    if (idle.compareTo(after) < 0) {
      again(room, after, after.minus(idle));
    } else if (room.retire()) {
      rooms.remove(room.name(), room);
      listeners.forEach(each -> each.forget(room));
      room.opening().end();
    } else {
      again(room, after, after);
    }
  }

  private void again(LiveRoom room, Duration after, Duration delay) {
    if (mayRetire(room) && room.setAlarm()) {
      settings.scheduler().schedule(delay, () -> retire(room, after));
    }
  }

  @Override
  public void sessionEnded() {
    if (draining && !overdue && noSessions()) {
      drained.complete(true);
    }
  }

  private boolean noSessions() {
    return rooms.values().stream().allMatch(room -> room.sessionCount() == 0);
  }

  /**
   * Refuses new connections and ends all sessions; clients are given time to read what waits.
   *
   * @param limit how long
   * @return completes with whether they all did, when they did or the time is over
   */
  public CompletionStage<Boolean> drain(Duration limit) {
    synchronized (this) {
      draining = true;
    }
    rooms.values().forEach(LiveRoom::endSessions);
    sessionEnded();
    if (!drained.isDone()) {
      var alarm = settings.scheduler().schedule(limit, this::cutOff);
      var unused = drained.whenComplete((all, failure) -> alarm.cancel());
    }
    return drained.copy();
  }

  private void cutOff() {
    overdue = true;
    rooms.values().forEach(LiveRoom::cutSessions);
    drained.complete(false);
  }

  /** Ends all sessions and makes no more rooms. Closing twice does nothing. */
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      draining = true;
      closed = true;
    }
    rooms.values().forEach(LiveRoom::close);
    sessionEnded();
  }
}
