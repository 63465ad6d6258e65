package dev.chatroom.socketio;

import dev.chatroom.web.Subnet;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from and by which address of ours, as the client sees it: what the
 * connection says, or a proxy that is trusted.
 *
 * @param client the address of the client; absent where the connection has none any more
 * @param scheme {@code http} or {@code https}; absent where a proxy may have ended TLS without
 *     telling
 * @param host the name, and the port where it is not the scheme's own
 */
record Arrival(@Nullable InetAddress client, @Nullable String scheme, @Nullable String host) {

  private static final String FOR = "x-forwarded-for";
  private static final String PROTO = "x-forwarded-proto";
  private static final String HOST = "x-forwarded-host";

  static Arrival of(Channel channel, HttpHeaders headers, TrustedProxies proxies) {
    InetAddress peer = peer(channel);
    String scheme = channel.pipeline().get(SslHandler.class) == null ? null : "https";
    String host = headers.get(HttpHeaderNames.HOST);
    if (peer == null || !proxies.contain(peer)) {
      return new Arrival(peer, scheme, host);
    }
    String forwardedScheme = first(headers.get(PROTO));
    String forwardedHost = first(headers.get(HOST));
    return new Arrival(
        proxies.client(peer, headers.getAll(FOR)),
        forwardedScheme == null ? scheme : forwardedScheme,
        forwardedHost == null ? host : forwardedHost);
  }

  /** Returns the other end of a connection; nothing when it was gone before we looked. */
  static @Nullable InetAddress peer(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? Subnet.address(remote.getAddress().getAddress())
        : null;
  }

  /** Of several proxies the first is the one that the client spoke to. */
  private static @Nullable String first(@Nullable String list) {
    return list == null ? null : list.split(",", 2)[0].trim();
  }

  /** Returns the address as core wants it; empty for none. */
  String address() {
    return client == null ? "" : client.getHostAddress();
  }
}
