package dev.chatroom.chaos.node;

import dev.chatroom.ChatRooms;
import dev.chatroom.jetty.JettyTransport;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.redis.RedisBackplane;
import dev.chatroom.socketio.SocketIoTransport;
import dev.chatroom.spi.Transport;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A node: the rooms, over both transports. It says {@code listening}, and where, when it is ready,
 * ends in an orderly way when it is told {@code stop}, and at once with its standard input.
 */
public final class NodeMain {

  private static final int MAX_CONNECTIONS = 2_000;

  /** More than there will be, so that nobody has to be told that something is not kept any more. */
  private static final int LOG_EVENTS = 1 << 18;

  private static final long LOG_BYTES = 1L << 30;
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private NodeMain() {}

  /**
   * Serves.
   *
   * @param arguments see {@link NodeOptions}
   */
  public static void main(String[] arguments) throws IOException {
    NodeOptions options = NodeOptions.parse(arguments);
    RedisBackplane backplane =
        RedisBackplane.builder(RedisURI.create(options.redis()))
            .lease(options.lease())
            .timeout(options.timeout())
            .build();
    ChatRooms rooms = rooms(options, backplane);
    Transport socketIo =
        SocketIoTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxConnections(MAX_CONNECTIONS)
            .maxConnectionsPerAddress(MAX_CONNECTIONS)
            .build();
    Transport plain =
        JettyTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .maxConnections(MAX_CONNECTIONS)
            .maxConnectionsPerAddress(MAX_CONNECTIONS)
            .build();
    socketIo.start(rooms);
    plain.start(rooms);
    System.out.println("listening " + port(socketIo) + " " + port(plain));
    System.out.flush();
    if (isToldToStop()) {
      socketIo.stop(DRAIN);
      plain.stop(DRAIN);
      rooms.close();
      backplane.close();
      System.out.println("stopped");
      System.out.flush();
    }
    Runtime.getRuntime().halt(0);
  }

  private static boolean isToldToStop() throws IOException {
    return System.in.read() == 's';
  }

  private static ChatRooms rooms(NodeOptions options, RedisBackplane backplane) {
    ChatRooms.Builder builder =
        ChatRooms.builder()
            .rates(RateLimits.none())
            .log(LOG_EVENTS, LOG_BYTES)
            .tokenKey(HexFormat.of().parseHex(options.tokenKey()));
    options.rooms().forEach(builder::declare);
    return builder.backplane(backplane).build();
  }

  private static int port(Transport transport) {
    InetSocketAddress address =
        transport instanceof SocketIoTransport socketIo
            ? socketIo.address().orElseThrow()
            : ((JettyTransport) transport).address().orElseThrow();
    return address.getPort();
  }
}
