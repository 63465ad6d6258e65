package dev.chatroom.socketio;

import dev.chatroom.web.Subnet;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word is taken for whom they speak for.
 *
 * @param networks where they are
 */
record TrustedProxies(List<Subnet> networks) {

  /** No way to a server is longer. */
  private static final int MAX_HOPS = 32;

  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]*)\\]|([0-9.]+))(?::[0-9]{1,5})?");

  TrustedProxies {
    networks = List.copyOf(networks);
  }

  boolean contain(InetAddress address) {
    return networks.stream().anyMatch(each -> each.contains(address));
  }

  /**
   * Returns for whom a connection speaks. Each proxy adds at the end of {@code X-Forwarded-For} the
   * address that it was called from, so the first from the right that is no proxy of ours is the
   * last that somebody trustworthy has seen; what is left of it, anybody may have written.
   *
   * @param peer the other end of the socket
   * @param forwardedFor the headers of that name, in order
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    int hops = 0;
    for (int header = forwardedFor.size() - 1; header >= 0; header--) {
      String list = forwardedFor.get(header);
      for (int end = list.length(); end >= 0; hops++) {
        if (hops == MAX_HOPS || !contain(client)) {
          return client;
        }
        int comma = list.lastIndexOf(',', end - 1);
        Optional<InetAddress> before = hop(list.substring(comma + 1, end).trim());
        if (before.isEmpty()) {
          return client;
        }
        client = before.get();
        end = comma;
      }
    }
    return client;
  }

  /** Some write the port, too. */
  private static Optional<InetAddress> hop(String text) {
    Matcher written = WITH_PORT.matcher(text);
    if (!written.matches()) {
      return AddressText.address(text);
    }
    return AddressText.address(written.group(1) == null ? written.group(2) : written.group(1));
  }
}
