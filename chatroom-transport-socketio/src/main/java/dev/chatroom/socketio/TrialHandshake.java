package dev.chatroom.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/**
 * A handshake in memory, with a client that trusts everybody: nothing else in the JDK says whether
 * a key belongs to its certificate, and whether the two are strong enough to be used at all.
 */
final class TrialHandshake {

  private TrialHandshake() {}

  /**
   * Tries.
   *
   * @throws SSLException when nobody could connect
   */
  static void with(SslContext context) throws SSLException {
    SslContext anybody =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .build();
    EmbeddedChannel server = new EmbeddedChannel();
    EmbeddedChannel client = new EmbeddedChannel();
    SslHandler done = anybody.newHandler(client.alloc());
    try {
      server.pipeline().addLast(context.newHandler(server.alloc()));
      client.pipeline().addLast(done);
      while (moves(client, server) || moves(server, client)) {
        // Until neither has more to say.
      }
    } catch (DecoderException failed) {
      throw failed.getCause() instanceof SSLException cause ? cause : new SSLException(failed);
    } finally {
      server.finishAndReleaseAll();
      client.finishAndReleaseAll();
    }
    if (!done.handshakeFuture().isSuccess()) {
      throw new SSLException("no handshake", done.handshakeFuture().cause());
    }
  }

  private static boolean moves(EmbeddedChannel from, EmbeddedChannel to) {
    ByteBuf bytes = from.readOutbound();
    if (bytes == null) {
      return false;
    }
    to.writeInbound(bytes);
    return true;
  }
}
