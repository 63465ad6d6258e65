package dev.chatroom.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a transport knows of a connection before it is attached. All of it comes from outside.
 *
 * @param transport which transport, for example {@code socketio}
 * @param address where from: the text of an address, without a port; for logs, limits and bans
 * @param query the parameters of the query, decoded
 * @param headers of the request, by name in lower case
 */
public record Handshake(
    String transport,
    String address,
    Map<String, List<String>> query,
    Map<String, List<String>> headers) {

  /**
   * Makes the names of headers lower case.
   *
   * @param transport which transport, for example {@code socketio}
   * @param address where from
   * @param query the parameters of the query, decoded
   * @param headers of the request, by name in lower case
   */
  public Handshake {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach(
        (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers = lower;
  }

  /**
   * Makes a handshake without headers.
   *
   * @param transport which transport
   * @param address where from
   * @param query the parameters of the query, decoded
   */
  public Handshake(String transport, String address, Map<String, List<String>> query) {
    this(transport, address, query, Map.of());
  }

  /**
   * Returns a parameter of the query.
   *
   * @param name which one
   * @return its first value
   */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * Returns a header of the request.
   *
   * @param name which one, in any case
   * @return its first value
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Without query and headers, which hold secrets. */
  @Override
  public String toString() {
    return "Handshake[" + transport + ", " + address + "]";
  }
}
