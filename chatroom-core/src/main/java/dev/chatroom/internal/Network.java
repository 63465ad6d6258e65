package dev.chatroom.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom an address belongs to, as far as limits are concerned: of IPv6 the first 64 bits, as whoever
 * has one address has 2^64 of them (RFC 4291 §2.5.4).
 */
final class Network {

  private static final int GROUPS = 8;
  private static final int NETWORK_GROUPS = 4;
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final Pattern QUAD = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private Network() {}

  /**
   * Returns the network of an address.
   *
   * @param address from outside, as a transport or a proxy says it; what is none is a network of
   *     its own
   */
  static String of(String address) {
    int zone = address.indexOf('%');
    String text = zone < 0 ? address : address.substring(0, zone);
    List<Integer> groups = text.indexOf(':') < 0 ? null : parsed(text);
    if (groups == null) {
      return address;
    }
    return isMapped(groups) ? dotted(groups) : prefix(groups);
  }

  /** An address of IPv4 that came over a socket for both (RFC 4291 §2.5.5.2). */
  private static boolean isMapped(List<Integer> groups) {
    return groups.get(5) == 0xffff && groups.subList(0, 5).stream().allMatch(each -> each == 0);
  }

  private static String dotted(List<Integer> groups) {
    int high = groups.get(6);
    int low = groups.get(7);
    return (high >> 8) + "." + (high & 0xff) + "." + (low >> 8) + "." + (low & 0xff);
  }

  private static String prefix(List<Integer> groups) {
    StringBuilder prefix = new StringBuilder();
    for (int group : groups.subList(0, NETWORK_GROUPS)) {
      prefix.append(Integer.toHexString(group)).append(':');
    }
    return prefix.append(":/64").toString();
  }

  /** The eight groups of RFC 4291 §2.2; nothing when the text is no address of IPv6. */
  private static @Nullable List<Integer> parsed(String text) {
    int gap = text.indexOf("::");
    List<Integer> all = groups(gap < 0 ? text : text.substring(0, gap));
    List<Integer> right = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    if (all == null || right == null) {
      return null;
    }
    int missing = GROUPS - all.size() - right.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    for (int i = 0; i < missing; i++) {
      all.add(0);
    }
    all.addAll(right);
    return all;
  }

  private static @Nullable List<Integer> groups(String part) {
    List<Integer> groups = new ArrayList<>(GROUPS);
    for (String each : part.isEmpty() ? new String[0] : part.split(":", -1)) {
      if (GROUP.matcher(each).matches()) {
        groups.add(Integer.parseInt(each, 16));
      } else if (QUAD.matcher(each).matches()) {
        String[] bytes = each.split("\\.", -1);
        groups.add((Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1])) & 0xffff);
        groups.add((Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3])) & 0xffff);
      } else {
        return null;
      }
    }
    return groups;
  }
}
