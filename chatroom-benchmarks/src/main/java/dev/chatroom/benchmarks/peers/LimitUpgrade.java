package dev.chatroom.benchmarks.peers;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;

/** Makes a WebSocket of a connection, and takes all handlers from it. */
final class LimitUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final String SOCKET_IO_PATH = "/socket.io/";
  private static final String SUBPROTOCOL = "chatroom.v1";
  private static final LimitProtocol SOCKET_IO = new LimitSocketIo();
  private static final LimitProtocol PLAIN = new LimitPlain();

  private final LimitRooms rooms;

  LimitUpgrade(LimitRooms rooms) {
    this.rooms = rooms;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(null, SUBPROTOCOL, false).newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    LimitProtocol protocol = uri.path().equals(SOCKET_IO_PATH) ? SOCKET_IO : PLAIN;
    String room = uri.parameters().getOrDefault("room", List.of("lobby")).get(0);
    LimitConnection connection =
        new LimitConnection(ctx.channel(), protocol, rooms.room(protocol, room));
    handshaker
        .handshake(ctx.channel(), request)
        .addListener(
            answered -> {
              if (answered.isSuccess()) {
                replaceAll(ctx.pipeline(), connection);
              }
            });
  }

  private static void replaceAll(ChannelPipeline pipeline, LimitConnection connection) {
    // First, as decoders pass on what they have read too far.
    pipeline.addLast(connection);
    pipeline.toMap().values().stream()
        .filter(handler -> handler != connection)
        .forEach(pipeline::remove);
    connection.open();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }
}
