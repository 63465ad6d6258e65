package dev.chatroom.socketio;

import java.util.Optional;

/**
 * What all sessions of a transport use.
 *
 * @param settings what the transport was told
 * @param connections where sessions are found, and their number is bounded
 * @param clients makes what is at the server's end of a session
 * @param writes what those clients share that take messages as they are
 * @param compression of WebSocket messages, if there is any
 */
record EngineServices(
    Settings settings,
    Connections connections,
    EngineClient.Factory clients,
    SharedWrites writes,
    Optional<Compression> compression) {

  /** Puts together what the settings ask for. */
  static EngineServices of(
      Settings settings, Connections connections, EngineClient.Factory clients) {
    int maxMessageBytes = settings.limits().maxMessageBytes();
    Optional<Compression> compression =
        Optional.ofNullable(settings.limits().compressionThresholdBytes())
            .map(threshold -> new Compression(threshold, maxMessageBytes));
    SharedWrites writes = new SharedWrites(frame -> frame.encoded(SocketIoFormat.UTF_8).frame());
    return new EngineServices(settings, connections, clients, writes, compression);
  }
}
