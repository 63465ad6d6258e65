package dev.chatroom.socketio;

import java.util.Optional;

/**
 * What all sessions of a transport use.
 *
 * @param settings what the transport was told
 * @param connections where sessions are found, and their number is bounded
 * @param clients makes what is at the server's end of a session
 * @param compression of WebSocket messages, if there is any
 */
record EngineServices(
    Settings settings,
    Connections connections,
    EngineClient.Factory clients,
    Optional<Compression> compression) {

  /** Puts together what the settings ask for. */
  static EngineServices of(
      Settings settings, Connections connections, EngineClient.Factory clients) {
    int maxMessageBytes = settings.limits().maxMessageBytes();
    Optional<Compression> compression =
        Optional.ofNullable(settings.limits().compressionThresholdBytes())
            .map(threshold -> new Compression(threshold, maxMessageBytes));
    return new EngineServices(settings, connections, clients, compression);
  }
}
