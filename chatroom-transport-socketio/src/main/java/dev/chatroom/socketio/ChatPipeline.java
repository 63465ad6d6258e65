package dev.chatroom.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a connection: the base's TLS and HTTP codec, and behind them stages of our own
 * instead of the base's. docs/adr/0002-socketio-stages.md says what is wrong with each.
 */
final class ChatPipeline extends SocketIOChannelInitializer {

  private static final List<String> REPLACED =
      List.of(
          PACKET_HANDLER,
          AUTHORIZE_HANDLER,
          XHR_POLLING_TRANSPORT,
          WEB_SOCKET_TRANSPORT,
          SOCKETIO_ENCODER,
          WRONG_URL_HANDLER);

  private static final int HTTP_IDLE_SECONDS = 30;

  private final EngineSession.Services services;

  ChatPipeline(EngineSession.Services services) {
    this.services = services;
    Configuration base = new Configuration();
    base.setHttpCompression(false);
    base.setWebsocketCompression(false);
    start(base, new NamespacesHub(base));
  }

  @Override
  protected void initChannel(Channel channel) throws Exception {
    InetAddress peer = Arrival.peer(channel);
    boolean isProxy = peer != null && services.settings().access().proxies().contain(peer);
    Optional<Admission.Ticket> admitted =
        services.connections().sockets().admit(isProxy ? null : peer);
    if (admitted.isEmpty()) {
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> admitted.get().giveBack());
    super.initChannel(channel);
  }

  /** The base's own TLS begins with whatever the JDK's default is, and cannot change its key. */
  @Override
  protected void addSslHandler(ChannelPipeline pipeline) {
    Settings.Access access = services.settings().access();
    Tls tls = access.tls();
    if (tls != null) {
      pipeline.addLast(
          SSL_HANDLER, tls.stage(pipeline.channel().alloc(), access.tlsHandshakeTimeout()));
    }
  }

  @Override
  protected void addSocketioHandlers(ChannelPipeline pipeline) {
    super.addSocketioHandlers(pipeline);
    REPLACED.forEach(pipeline::remove);
    // What the decoder and the aggregator answer by themselves goes through the encoder only if
    // that
    // is in front of them; and so do the frames that Netty's WebSocket decoder closes with.
    pipeline.remove(HTTP_ENCODER);
    pipeline.addBefore(HTTP_REQUEST_DECODER, HTTP_ENCODER, new HttpResponseEncoder());
    pipeline.addBefore(HTTP_AGGREGATOR, HttpStage.KEEP_ALIVE, new HttpServerKeepAliveHandler());
    // The base's aggregator never answers an Expect: 100-continue.
    pipeline.replace(
        HTTP_AGGREGATOR,
        HTTP_AGGREGATOR,
        new HttpObjectAggregator(services.settings().limits().maxMessageBytes()));
    pipeline.addFirst(HttpStage.IDLE, new IdleStateHandler(HTTP_IDLE_SECONDS, 0, 0));
    pipeline.addLast(HttpStage.NAME, new HttpStage(services));
    pipeline.addLast("last", new LastStage());
  }
}
