package dev.chatroom.socketio;

import dev.chatroom.web.Subnet;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses and networks as people and proxies write them. No name server is ever asked.
 *
 * <p>Netty's {@code IpSubnetFilterRule} takes for a member of {@code fc00::/7} also {@code
 * fe80::1}, and looks names up.
 */
final class AddressText {

  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  private AddressText() {}

  /** Reads an address; nothing when it is none. */
  static Optional<InetAddress> address(String text) {
    return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
        .map(Subnet::address);
  }

  /**
   * Reads an address, or one with the length of its prefix.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Subnet subnet(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      throw new IllegalArgumentException("no address");
    }
    if (slash < 0) {
      return new Subnet(address.get(), address.get().getAddress().length * Byte.SIZE);
    }
    String prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException("no length of a prefix");
    }
    return new Subnet(address.get(), Integer.parseInt(prefix));
  }
}
