package dev.chatroom.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses whose first bits are the same (RFC 4632, RFC 4291 §2.3).
 *
 * @param network its first address
 * @param prefix how many bits are the same
 */
public record Subnet(InetAddress network, int prefix) {

  /** Whoever has one address of IPv6 has 2^64 of them (RFC 4291 §2.5.4). */
  private static final int SITE_PREFIX = 64;

  /**
   * Makes the bits after the prefix zero.
   *
   * @param network one of its addresses
   * @param prefix how many bits are the same
   * @throws IllegalArgumentException when there are not so many bits
   */
  public Subnet {
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
   * Returns those who count as one, as far as limits are concerned.
   *
   * @param address one of them
   * @return the address alone, or the network of 64 bits that one of IPv6 is in
   */
  public static Subnet around(InetAddress address) {
    InetAddress plain = address(address.getAddress());
    int bits = plain.getAddress().length * Byte.SIZE;
    return new Subnet(plain, Math.min(bits, SITE_PREFIX));
  }

  /**
   * Returns whether somebody is in here.
   *
   * @param address whose
   * @return whether it is one of these addresses
   */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && new Subnet(address, prefix).network.equals(network);
  }

  /**
   * Makes an address: one of IPv4 that is written as IPv6 is one of IPv4 (RFC 4291 §2.5.5.2).
   *
   * @param bytes four or sixteen
   * @return the address
   * @throws IllegalArgumentException when they are not as many
   */
  public static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException neitherFourNorSixteen) {
      throw new IllegalArgumentException(
          "bytes: " + bytes.length + " (expected: 4 or 16)", neitherFourNorSixteen);
    }
  }
}
