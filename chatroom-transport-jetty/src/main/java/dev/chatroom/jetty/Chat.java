package dev.chatroom.jetty;

import dev.chatroom.ChatRooms;
import dev.chatroom.web.Admission;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.Scheduler;

/** What the connections of a started transport share. Safe for use by any thread. */
final class Chat {

  private final ChatRooms rooms;
  private final Settings settings;
  private final Lanes lanes;
  private final Supplier<Scheduler> scheduler;
  private final Connections connections = new Connections();
  private final Admission sessions;

  /**
   * Begins without connections.
   *
   * @param threads the server's, for lanes that belong to no thread that selects
   * @param scheduler the server's, asked for when there is a connection
   */
  Chat(ChatRooms rooms, Settings settings, Executor threads, Supplier<Scheduler> scheduler) {
    this.rooms = rooms;
    this.settings = settings;
    this.lanes = new Lanes(settings.lanes(), threads);
    this.scheduler = scheduler;
    Settings.Access access = settings.access();
    this.sessions =
        new Admission("sessions", access.maxConnections(), access.maxConnectionsPerAddress());
  }

  ChatRooms rooms() {
    return rooms;
  }

  Settings settings() {
    return settings;
  }

  Lanes lanes() {
    return lanes;
  }

  Scheduler scheduler() {
    return scheduler.get();
  }

  Connections connections() {
    return connections;
  }

  Admission sessions() {
    return sessions;
  }
}
