package dev.chatroom.testkit.transport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client says when it connects.
 *
 * @param query the parameters of docs/protocol.md, such as {@code room}, {@code token} and {@code
 *     since}, decoded
 * @param origin the origin of the page that it is of; none for a program
 */
public record WireRequest(Map<String, String> query, @Nullable String origin) {

  /** Says nothing: the default room, as somebody new. */
  public static final WireRequest PLAIN = new WireRequest(Map.of(), null);

  /**
   * Copies the parameters.
   *
   * @param query the parameters, decoded
   * @param origin the origin of the page that it is of; none for a program
   */
  public WireRequest {
    query = Map.copyOf(query);
  }

  /**
   * Returns the same with one parameter more, or another value of it.
   *
   * @param name which
   * @param value its value, decoded
   * @return the changed request
   */
  public WireRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new WireRequest(more, origin);
  }

  /**
   * Returns the same from a page of an origin.
   *
   * @param page the origin
   * @return the changed request
   */
  public WireRequest from(String page) {
    return new WireRequest(query, page);
  }

  /**
   * {@return the parameters as they stand in a URL, percent-encoded; empty where there are none}
   */
  public String encodedQuery() {
    return query.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
