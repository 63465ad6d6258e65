package dev.chatroom.example;

import org.jspecify.annotations.Nullable;

/**
 * Where to listen: 0 is any port that is free.
 *
 * @param page the port of the page, which is that of Socket.IO where there are two
 * @param jetty the port of the other page; looked at only where there are two
 */
record Ports(int page, int jetty) {

  private static final int DEFAULT = 3000;

  private static final int MAX = 65_535;

  /**
   * Finds them in what the user said.
   *
   * @param port the option
   * @param fromEnvironment what the environment says where there is no option
   * @param jettyPort the option
   * @throws IllegalArgumentException if one is no port, or both are the same
   */
  static Ports of(
      @Nullable Integer port, @Nullable String fromEnvironment, @Nullable Integer jettyPort) {
    int page = page(port, fromEnvironment);
    if (jettyPort == null) {
      return new Ports(page, page == 0 ? 0 : page + 1);
    }
    return new Ports(page, checked("--jetty-port", jettyPort.toString()));
  }

  private static int page(@Nullable Integer port, @Nullable String fromEnvironment) {
    if (port != null) {
      return checked("--port", port.toString());
    }
    return fromEnvironment == null || fromEnvironment.isBlank()
        ? DEFAULT
        : checked("PORT", fromEnvironment.strip());
  }

  /** Returns these if two servers can listen on them. */
  Ports forBoth() {
    if (jetty > MAX) {
      throw new IllegalArgumentException(
          "--port " + page + ": no port comes after it, expected --jetty-port");
    }
    if (jetty == page && page != 0) {
      throw new IllegalArgumentException(
          "--jetty-port " + jetty + ": expected another one than that of Socket.IO");
    }
    return this;
  }

  private static int checked(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= MAX) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Falls through to what is no port either.
    }
    throw new IllegalArgumentException(name + " " + value + ": expected a port, 0 to " + MAX);
  }
}
