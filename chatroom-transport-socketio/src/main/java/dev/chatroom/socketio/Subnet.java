package dev.chatroom.socketio;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses whose first bits are the same (RFC 4632, RFC 4291 §2.3).
 *
 * <p>Netty's {@code IpSubnetFilterRule} takes for a member of {@code fc00::/7} also {@code
 * fe80::1}, and looks names up.
 *
 * @param network its first address
 * @param prefix how many bits are the same
 */
record Subnet(InetAddress network, int prefix) {

  /** Whoever has one address of IPv6 has 2^64 of them (RFC 4291 §2.5.4). */
  private static final int SITE_PREFIX = 64;

  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  Subnet {
    int bits = network.getAddress().length * Byte.SIZE;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("prefix: " + prefix + " (expected: 0 to " + bits + ")");
    }
    byte[] first = network.getAddress();
    for (int bit = prefix; bit < bits; bit++) {
      first[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    network = address(first);
  }

  /**
   * Reads an address, or one with the length of its prefix.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Subnet parse(String text) {
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

  /** Returns those who count as one, as far as limits are concerned. */
  static Subnet around(InetAddress address) {
    InetAddress plain = address(address.getAddress());
    int bits = plain.getAddress().length * Byte.SIZE;
    return new Subnet(plain, Math.min(bits, SITE_PREFIX));
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && new Subnet(address, prefix).network.equals(network);
  }

  /** Reads an address; never asks a name server. */
  static Optional<InetAddress> address(String text) {
    return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
        .map(Subnet::address);
  }

  /** Makes an address: one of IPv4 that is written as IPv6 is one of IPv4 (RFC 4291 §2.5.5.2). */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException neitherFourNorSixteen) {
      throw new IllegalArgumentException("bytes: " + bytes.length, neitherFourNorSixteen);
    }
  }
}
