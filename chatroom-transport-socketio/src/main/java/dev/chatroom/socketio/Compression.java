package dev.chatroom.socketio;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The compression of WebSocket messages (RFC 7692), for clients that offer it.
 *
 * <p>Neither side remembers anything between two messages: so what goes to many is compressed once
 * for all of them, and a connection costs no memory for it. An offer that asks for a smaller window
 * than Java's compressor has is not taken.
 */
final class Compression {

  /** What is answered, whatever else was offered. */
  static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static final Pattern ACCEPTABLE =
      Pattern.compile(
          "permessage-deflate(?:\\s*;\\s*(?:server_no_context_takeover|client_no_context_takeover"
              + "|server_max_window_bits=\"?15\"?"
              + "|client_max_window_bits(?:=\"?(?:[89]|1[0-5])\"?)?)){0,4}");

  private static final int LEVEL = 6;
  private static final int WINDOW_BITS = 15;

  private final SharedWrites writes;
  private final PerMessageDeflateServerExtensionHandshaker inflating;

  /**
   * Makes a compression.
   *
   * @param thresholdBytes how long a message has to be for compression to pay
   * @param maxMessageBytes how long a message may get when it is unpacked
   */
  Compression(int thresholdBytes, int maxMessageBytes) {
    DeflatedFormat format = new DeflatedFormat(thresholdBytes);
    writes = new SharedWrites(frame -> frame.encoded(format));
    inflating =
        new PerMessageDeflateServerExtensionHandshaker(
            LEVEL, false, WINDOW_BITS, true, true, maxMessageBytes);
  }

  /** Returns whether a client offers what we can take. */
  boolean isOffered(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .anyMatch(offer -> ACCEPTABLE.matcher(offer.strip().toLowerCase(Locale.ROOT)).matches());
  }

  /** Returns what those clients share that take messages compressed. */
  SharedWrites writes() {
    return writes;
  }

  /** Makes what unpacks the messages of one client. */
  ChannelHandler newInflater() {
    return inflating
        .handshakeExtension(
            new WebSocketExtensionData(
                "permessage-deflate", Collections.singletonMap("client_no_context_takeover", null)))
        .newExtensionDecoder();
  }
}
