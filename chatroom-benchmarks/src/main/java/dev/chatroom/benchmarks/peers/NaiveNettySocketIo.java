package dev.chatroom.benchmarks.peers;

import com.corundumstudio.socketio.BroadcastOperations;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** The tutorial's chat on netty-socketio, as its documentation shows how. */
final class NaiveNettySocketIo {

  private static final String ROOM = "room";
  private static final String NICKNAME = "nickname";

  private final SocketIOServer server;

  private NaiveNettySocketIo(int port) {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(port);
    server = new SocketIOServer(configuration);
    server.addConnectListener(this::connected);
    server.addDisconnectListener(this::disconnected);
    server.addEventListener(
        NICKNAME,
        String.class,
        (client, nickname, ack) -> {
          Nicknames nicknames = nicknames(client);
          if (!nicknames.claim(nickname)) {
            ack.sendAckData(Nicknames.TAKEN);
            return;
          }
          client.set(NICKNAME, nickname);
          ack.sendAckData(Nicknames.OK);
          all(client).sendEvent("nicknames", nicknames.list());
        });
    server.addEventListener(
        "message",
        ChatMessage.class,
        (client, message, ack) -> all(client).sendEvent("message", message));
  }

  private void connected(SocketIOClient client) {
    String room = room(client);
    if (room != null) {
      client.joinRoom(room);
    }
    client.sendEvent("nicknames", nicknames(client).list());
  }

  private void disconnected(SocketIOClient client) {
    String nickname = client.get(NICKNAME);
    if (nickname != null) {
      nicknames(client).free(nickname);
      all(client).sendEvent("nicknames", nicknames(client).list());
    }
  }

  private BroadcastOperations all(SocketIOClient client) {
    String room = room(client);
    return room == null ? server.getBroadcastOperations() : server.getRoomOperations(room);
  }

  private static Nicknames nicknames(SocketIOClient client) {
    return Nicknames.of(String.valueOf(room(client)));
  }

  private static @Nullable String room(SocketIOClient client) {
    return client.getHandshakeData().getSingleUrlParam(ROOM);
  }

  /**
   * Serves.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    // It does not say which port it has when it is told to take any.
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    new NaiveNettySocketIo(port).server.start();
    Control.serve(port);
  }
}
