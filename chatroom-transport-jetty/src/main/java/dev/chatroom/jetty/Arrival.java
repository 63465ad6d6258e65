package dev.chatroom.jetty;

import dev.chatroom.spi.Handshake;
import dev.chatroom.web.OriginPolicy;
import dev.chatroom.web.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * A request for a WebSocket, as the server sees it: where the server takes the word of a proxy, the
 * address, the scheme and the host are those that the proxy tells.
 *
 * @param client the address of the client; absent where there is none, as on a UNIX socket
 * @param handshake what the room is told
 * @param asked what is told of where the page comes from
 */
record Arrival(@Nullable InetAddress client, Handshake handshake, OriginPolicy.Asked asked) {

  private static final String TRANSPORT = "jetty";
  private static final String SITE = "Sec-Fetch-Site";

  /**
   * Reads a request.
   *
   * @throws RuntimeException which is an {@code HttpException}, when its query is none
   */
  static Arrival of(Request request) {
    InetAddress client = client(request);
    return new Arrival(
        client,
        new Handshake(
            TRANSPORT,
            client == null ? "" : client.getHostAddress(),
            lists(Request.extractQueryParameters(request)),
            headers(request)),
        new OriginPolicy.Asked(
            request.getHeaders().getValuesList(HttpHeader.ORIGIN),
            request.getHeaders().getValuesList(SITE),
            request.isSecure() ? "https" : null,
            request.getHttpURI().getAuthority()));
  }

  /** A proxy may tell something that is no address; then it is the proxy's own that counts. */
  private static @Nullable InetAddress client(Request request) {
    InetAddress told = address(request.getConnectionMetaData().getRemoteSocketAddress());
    return told == null
        ? address(
            request.getConnectionMetaData().getConnection().getEndPoint().getRemoteSocketAddress())
        : told;
  }

  private static @Nullable InetAddress address(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress inet)) {
      return null;
    }
    return inet.getAddress() == null
        ? AddressText.parse(inet.getHostString()).orElse(null)
        : Subnet.address(inet.getAddress().getAddress());
  }

  private static Map<String, List<String>> lists(Fields fields) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    fields.forEach(field -> lists.put(field.getName(), List.copyOf(field.getValues())));
    return lists;
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request
        .getHeaders()
        .getFieldNamesCollection()
        .forEach(name -> headers.put(name, request.getHeaders().getValuesList(name)));
    return headers;
  }
}
