package dev.chatroom.chaos.client;

import dev.chatroom.chaos.node.NodePorts;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.util.Map;

/** Opens connections. On the thread of the clients. */
final class Dialer {

  private static final int MAX_BYTES = 4 << 20;
  private static final int PATIENCE_MILLIS = 5_000;

  private final EventLoop loop;
  private final Heard heard = new Heard();

  Dialer(EventLoop loop) {
    this.loop = loop;
  }

  Line dial(Speech speech, NodePorts node, Map<String, String> parameters, Ear ear) {
    Line line = new Line(speech, heard, ear);
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri("ws://127.0.0.1:" + speech.port(node) + speech.target(parameters))
            .version(WebSocketVersion.V13)
            .subprotocol(speech.subprotocol())
            .maxFramePayloadLength(MAX_BYTES)
            .handleCloseFrames(false)
            .handshakeTimeoutMillis(PATIENCE_MILLIS)
            .build();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(MAX_BYTES),
                            new WebSocketClientProtocolHandler(config),
                            new WebSocketFrameAggregator(MAX_BYTES),
                            line);
                  }
                })
            .connect("127.0.0.1", speech.port(node));
    line.on(connecting.channel());
    connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            line.end("not connected");
          }
        });
    return line;
  }
}
