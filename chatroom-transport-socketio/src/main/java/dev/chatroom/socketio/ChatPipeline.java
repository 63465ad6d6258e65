package dev.chatroom.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import dev.chatroom.web.Admission;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a connection: our own, in the places of the base's.
 * docs/adr/0002-socketio-stages.md says what is wrong with each of those.
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

  private final EngineServices services;
  private final FileAnswers files;
  private final HttpStages stages;

  ChatPipeline(EngineServices services) {
    this.services = services;
    this.files = new FileAnswers(services.settings().files(), new FileReaders());
    this.stages = new HttpStages(services, files);
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
      pipeline.addLast("tls.cutoff", new TlsCutOff());
    }
  }

  @Override
  protected void addSocketioHandlers(ChannelPipeline pipeline) {
    super.addSocketioHandlers(pipeline);
    REPLACED.forEach(pipeline::remove);
    stages.addTo(pipeline);
    pipeline.addLast("last", new LastStage());
  }

  @Override
  public void stop() {
    files.close();
    super.stop();
  }
}
