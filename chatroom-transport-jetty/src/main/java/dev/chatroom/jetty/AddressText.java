package dev.chatroom.jetty;

import dev.chatroom.web.Subnet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as they are written. No name server is ever asked. */
final class AddressText {

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern WRITTEN =
      Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE + "|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*]?");

  private AddressText() {}

  /** Reads an address of IPv4, or of IPv6 with or without brackets; nothing when it is none. */
  static Optional<InetAddress> parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Subnet.address(InetAddress.getByName(text).getAddress()));
    } catch (UnknownHostException noAddressEither) {
      return Optional.empty();
    }
  }
}
