package dev.chatroom.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a transport knows of a connection before it is attached.
 *
 * @param transport which transport, for example {@code socketio}
 * @param address where from: the text of an address, without a port; for logs and limits
 * @param query the parameters of the query, decoded
 */
public record Handshake(String transport, String address, Map<String, List<String>> query) {

  /**
   * Returns a parameter of the query.
   *
   * @param name which one
   * @return its first value
   */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }
}
