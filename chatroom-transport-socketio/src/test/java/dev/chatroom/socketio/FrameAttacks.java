package dev.chatroom.socketio;

import dev.chatroom.socketio.HostileIT.Attack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What breaks RFC 6455, or stays just within it. */
final class FrameAttacks {

  private static final String WEB_SOCKET = "EIO=4&transport=websocket";
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  private static final int BOMB_BYTES = 60 * 1024 * 1024;

  private FrameAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    Stream.of(
            "8100", // not masked
            "C18000000000", // a reserved bit
            "F18000000000", // all of them
            "838000000000", // a reserved opcode
            "8F8000000000",
            "808000000000", // a continuation of nothing
            "0180000000008180000000000", // a message in a message
            "098000000000", // a ping in fragments
            "89FE007E00000000", // a long ping
            "81FF800000000000000000000000", // a negative length
            "81FF7FFFFFFFFFFFFFFF00000000", // a very long one
            "81FE000100000000", // not in the shortest form
            "81FF000000000000900000000000",
            "818100000000FF", // not UTF-8
            "818300000000EDA080", // half of a pair
            "018100000000E6808100000000FF", // not UTF-8 in pieces
            "8881000000000", // a close frame with half a code
            "88820000000003ED", // with a code that is not to be sent
            "88820000000003E7",
            "8882000000000000",
            "88830000000003E8FF") // with a reason that is not UTF-8
        .forEach(hex -> all.add(new Attack("frame " + hex, by -> broken(by, hex))));
    all.add(new Attack("a frame whose end never comes", FrameAttacks::unfinishedFrame));
    all.add(
        new Attack("a message whose last fragment never comes", FrameAttacks::unfinishedMessage));
    all.add(new Attack("fragments without end", FrameAttacks::emptyFragments));
    all.add(new Attack("pings whose answers nobody reads", FrameAttacks::pings));
    all.add(new Attack("a frame that unpacks to 60 MB", FrameAttacks::bomb));
    all.add(new Attack("fragments that unpack to 60 MB", FrameAttacks::bombInFragments));
    all.add(new Attack("garbage that says that it is compressed", FrameAttacks::noDeflate));
    return all;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(0, hex.length() / 2 * 2));
  }

  private static void broken(Attackers by, String hex) throws IOException {
    for (int i = 0; i < 20; i++) {
      RawClient client = by.frames(WEB_SOCKET);
      client.send(bytes(hex));
      // Where the frame is only begun, this is its rest.
      Attackers.flood(client, "\0".repeat(200), 1);
      client.awaitEnd();
    }
  }

  private static void unfinishedFrame(Attackers by) throws IOException {
    for (int i = 0; i < 50; i++) {
      by.frames(WEB_SOCKET).send(bytes("81FE7FFF00000000" + "41".repeat(30_000)));
    }
  }

  private static void unfinishedMessage(Attackers by) throws IOException {
    for (int i = 0; i < 50; i++) {
      RawWebSocket client = by.member();
      client.send(RawWebSocket.TEXT, new byte[30_000]);
      client.send(RawWebSocket.CONTINUATION, new byte[30_000]);
    }
  }

  private static void emptyFragments(Attackers by) throws IOException {
    RawClient client = by.frames(WEB_SOCKET);
    client.send(bytes("018000000000"));
    Attackers.flood(client, "\0\u0080\0\0\0\0".repeat(10_000), 20);
  }

  private static void pings(Attackers by) throws IOException {
    RawClient client = by.frames("EIO=3&transport=websocket");
    String ping = "\u0089\u00FD\0\0\0\0" + "x".repeat(125);
    by.floodWithoutReading(client, ping.repeat(500));
  }

  private static void bomb(Attackers by) throws IOException {
    byte[] packed = RawWebSocket.deflate(new byte[BOMB_BYTES]);
    for (int i = 0; i < 10; i++) {
      RawWebSocket client = by.webSocket("EIO=3&transport=websocket", DEFLATE);
      client.send(RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, packed);
      client.awaitClose();
    }
  }

  /** Each fragment unpacks to what a message may be. */
  private static void bombInFragments(Attackers by) throws IOException {
    byte[] packed = RawWebSocket.deflate(new byte[BOMB_BYTES]);
    RawWebSocket client = by.webSocket("EIO=3&transport=websocket", DEFLATE);
    int opcode = RawWebSocket.COMPRESSED | RawWebSocket.BINARY;
    try {
      for (int at = 0; at < packed.length; at += 64) {
        byte[] fragment = new byte[Math.min(64, packed.length - at)];
        System.arraycopy(packed, at, fragment, 0, fragment.length);
        client.send(opcode | (at + 64 >= packed.length ? RawWebSocket.FIN : 0), fragment);
        opcode = RawWebSocket.CONTINUATION;
      }
    } catch (IOException closed) {
      // The server has had enough.
    }
  }

  private static void noDeflate(Attackers by) throws IOException {
    for (int i = 0; i < 10; i++) {
      RawWebSocket client = by.webSocket("EIO=3&transport=websocket", DEFLATE);
      client.send(
          RawWebSocket.FIN | RawWebSocket.COMPRESSED | RawWebSocket.TEXT, bytes("FFFFFFFF00"));
      client.awaitClose();
    }
  }
}
