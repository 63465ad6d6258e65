package dev.chatroom.socketio;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of some origin may connect (RFC 6454, RFC 6455 §10.2).
 *
 * @param allowed origins that may, besides the server's own; {@code *} for any
 */
record OriginPolicy(Set<String> allowed) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  OriginPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Decides about a request.
   *
   * @param origin the header; absent for clients that are no browsers
   * @param host the header of the same request
   */
  boolean allows(@Nullable String origin, @Nullable String host) {
    return origin == null
        || allowed.contains("*")
        || allowed.contains(origin)
        || isOwn(origin, host);
  }

  /** Returns whether a request comes from a page of another origin. */
  boolean isForeign(@Nullable String origin, @Nullable String host) {
    return origin != null && !isOwn(origin, host);
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    URI from = parse(origin);
    URI to = parse("http://" + host);
    if (from == null || to == null) {
      return false;
    }
    if (from.getHost() == null || to.getHost() == null) {
      // Not a name by RFC 3986, but names with an underscore are about.
      return from.getRawAuthority() != null
          && from.getRawAuthority().equalsIgnoreCase(to.getRawAuthority());
    }
    return sameAuthority(from, to)
        || (LOOPBACK.contains(lower(from.getHost())) && LOOPBACK.contains(lower(to.getHost())));
  }

  /** A scheme's default port is not written in an origin, but may be in the host. */
  private static boolean sameAuthority(URI from, URI to) {
    int defaultPort = "https".equals(from.getScheme()) ? 443 : 80;
    return lower(from.getHost()).equals(lower(to.getHost()))
        && port(from, defaultPort) == port(to, defaultPort);
  }

  private static int port(URI uri, int defaultPort) {
    return uri.getPort() == -1 ? defaultPort : uri.getPort();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAnOrigin) {
      return null;
    }
  }
}
