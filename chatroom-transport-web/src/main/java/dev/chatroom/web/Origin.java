package dev.chatroom.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page comes from (RFC 6454 §4), in lower case.
 *
 * @param scheme for example {@code https}
 * @param host a name or an address
 * @param port its port; the scheme's own where none is written, -1 where the scheme has none
 */
public record Origin(String scheme, String host, int port) {

  // Names with an underscore are none by RFC 3986, and are about all the same.
  private static final Pattern WRITTEN =
      Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[0-9a-f:.]+\\]|[a-z0-9._~-]+)(?::([0-9]{1,5}))?");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final int MAX_PORT = 65_535;

  /**
   * Reads what a browser writes.
   *
   * @param text from outside, or from a configuration
   * @return the origin; nothing when it is no origin with a host
   */
  public static Optional<Origin> parse(String text) {
    Matcher written = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
    if (!written.matches()) {
      return Optional.empty();
    }
    String scheme = written.group(1);
    String digits = written.group(3);
    int port = digits == null ? defaultPort(scheme) : Integer.parseInt(digits);
    return port > MAX_PORT
        ? Optional.empty()
        : Optional.of(new Origin(scheme, written.group(2), port));
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  /** Returns whether it is of the web, and not of an application's own scheme. */
  boolean isWeb() {
    return scheme.equals("http") || scheme.equals("https");
  }

  /** Returns whether the two are the same server: names of this computer are as good as another. */
  boolean isSameServer(Origin other) {
    return scheme.equals(other.scheme)
        && port == other.port
        && (host.equals(other.host) || (LOOPBACK.contains(host) && LOOPBACK.contains(other.host)));
  }
}
