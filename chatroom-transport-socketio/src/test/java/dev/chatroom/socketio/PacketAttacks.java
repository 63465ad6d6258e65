package dev.chatroom.socketio;

import dev.chatroom.socketio.HostileIT.Attack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is no packet of Engine.IO or Socket.IO, and too many of those that are. */
final class PacketAttacks {

  private PacketAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    garbage().forEach(text -> all.add(new Attack("packet " + shown(text), by -> closed(by, text))));
    harmless().forEach(text -> all.add(new Attack("packet " + shown(text), by -> taken(by, text))));
    all.add(new Attack("attachments that never come", PacketAttacks::missingAttachments));
    all.add(new Attack("attachments that are too long", PacketAttacks::longAttachments));
    all.add(new Attack("attachments that nobody announced", PacketAttacks::strangeAttachments));
    all.add(
        new Attack(
            "a flood of events",
            by -> flood(by, "42[\"message\",{\"nickname\":\"eve\",\"msg\":\"x\"}]")));
    all.add(new Attack("a flood of events that do not exist", by -> flood(by, "421[\"x\"]")));
    all.add(new Attack("a flood of nicknames", by -> flood(by, "421[\"nickname\",\"eve\"]")));
    all.add(new Attack("a flood of pages of history", by -> flood(by, "421[\"history\",{}]")));
    all.add(new Attack("a flood of pings", by -> flood(by, "2" + "x".repeat(100))));
    all.add(new Attack("a flood of namespaces", by -> flood(by, "40/" + "x".repeat(200) + ",")));
    all.add(new Attack("a flood of coming and going", by -> flood(by, "41", "40")));
    all.add(
        new Attack(
            "a flood of connects", by -> flood(by, "40{\"token\":\"" + "x".repeat(1_000) + "\"}")));
    all.add(new Attack("what is kept of a connect", PacketAttacks::longConnects));
    return all;
  }

  private static Stream<String> garbage() {
    return Stream.of(
        "",
        "7",
        "4",
        "49",
        "42",
        "42[\"message\"," + "[".repeat(30_000),
        "42[\"message\"," + "{\"a\":".repeat(10_000),
        "42[\"message\"," + "9".repeat(60_000) + "]",
        "42[" + "1,".repeat(30_000) + "]",
        "452147483648-[\"a\"]",
        "45999999999-[\"a\"]",
        "4511-[\"a\"]",
        "40[\"" + "x".repeat(1_000) + "\"]",
        "42[\"a\"]\0",
        "4\0");
  }

  /** Refused, or of no consequence: the connection goes on. */
  private static Stream<String> harmless() {
    return Stream.of(
        "421[\"message\",{\"msg\":1e999999}]",
        "421[\"history\",{\"limit\":1e999999}]",
        "421[\"history\",{\"limit\":-9223372036854775809,\"before\":\""
            + "9".repeat(1_000)
            + "\"}]",
        "421[\"nickname\",\"\\ud800\"]",
        "421[\"\\ud800\"]",
        "421[\"\\u0000\\r\\n\",1]",
        "421[\"" + "x".repeat(60_000) + "\"]",
        "421[\"x\"," + "[],".repeat(20_000) + "1]",
        "421[\"x\"" + ",[[[[[[[[[[{}]]]]]]]]]]".repeat(2_000) + "]",
        "421[\"message\"," + collisions() + "]");
  }

  /** Many names of which a hash table makes one list. */
  private static String collisions() {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < 2_048; i++) {
      object.append('"');
      for (int bit = 0; bit < 11; bit++) {
        object.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      object.append("\":0,");
    }
    return object.append("\"msg\":0}").toString();
  }

  private static String shown(String text) {
    String beginning = text.substring(0, Math.min(40, text.length())).replaceAll("\\p{Cntrl}", "?");
    return "'" + beginning + "' of " + text.length();
  }

  private static void closed(Attackers by, String text) throws IOException {
    for (int i = 0; i < 5; i++) {
      RawWebSocket client = by.member();
      client.sendText(text);
      client.awaitClose();
    }
  }

  private static void taken(Attackers by, String text) throws IOException {
    RawWebSocket client = by.member();
    for (int i = 0; i < 5; i++) {
      client.sendText(text);
      client.await("431[");
    }
  }

  private static void missingAttachments(Attackers by) throws IOException {
    for (int i = 0; i < 20; i++) {
      RawWebSocket client = by.member();
      client.sendText("4510-[\"a\",\"" + "x".repeat(30_000) + "\"]");
      client.send(RawWebSocket.FIN | RawWebSocket.BINARY, new byte[] {4, 1});
    }
  }

  private static void longAttachments(Attackers by) throws IOException {
    RawWebSocket client = by.member();
    client.sendText("4510-1[\"a\"]");
    for (int i = 0; i < 10; i++) {
      client.send(RawWebSocket.FIN | RawWebSocket.BINARY, new byte[200_000]);
    }
    client.await("too_large");
  }

  private static void strangeAttachments(Attackers by) throws IOException {
    RawWebSocket client = by.member();
    client.send(RawWebSocket.FIN | RawWebSocket.BINARY, new byte[] {4, 1});
    client.awaitClose();
  }

  /** Over a WebSocket whose answers nobody reads, and by posts without a poll. */
  private static void flood(Attackers by, String... packets) throws IOException {
    RawClient socket = by.frames("EIO=3&transport=websocket");
    StringBuilder frames = new StringBuilder();
    StringBuilder payload = new StringBuilder();
    for (int i = 0; payload.length() + 300 < 60_000; i++) {
      String packet = packets[i % packets.length];
      frames.append('\u0081');
      if (packet.length() < 126) {
        frames.append((char) (0x80 | packet.length()));
      } else {
        frames
            .append('\u00FE')
            .append((char) (packet.length() >> 8))
            .append((char) (packet.length() & 0xFF));
      }
      frames.append("\0\0\0\0").append(packet);
      payload.append(packet.length()).append(':').append(packet);
      if (packet.length() > 30_000) {
        break;
      }
    }
    by.floodWithoutReading(socket, frames.toString());
    String sid = by.session(3);
    for (int i = 0; i < 20; i++) {
      by.post(sid, "text/plain", payload.toString());
    }
  }

  private static void longConnects(Attackers by) throws IOException {
    for (int i = 0; i < 100; i++) {
      RawWebSocket client = by.webSocket("EIO=4&transport=websocket", "");
      client.sendText("40{\"since\":\"" + "x".repeat(60_000) + "\"}");
      client.awaitClose();
    }
  }
}
