package dev.chatroom.socketio;

import dev.chatroom.socketio.HostileIT.Attack;
import java.io.IOException;
import java.util.List;

/** Sessions that are begun and not gone on with, and those of somebody else. */
final class SessionAttacks {

  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BYTES = "application/octet-stream";

  private SessionAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("5,000 sessions that poll no more", SessionAttacks::handshakes),
        new Attack("500 members that poll no more", SessionAttacks::members),
        new Attack("500 WebSockets that close at once", SessionAttacks::shortWebSockets),
        new Attack("polls that nobody reads the answers of", SessionAttacks::halfOpenPolls),
        new Attack("polls two at a time", SessionAttacks::doublePolls),
        new Attack("upgrades that are never finished", SessionAttacks::unfinishedUpgrades),
        new Attack("a flood of probes", SessionAttacks::probes),
        new Attack("probes with something else", SessionAttacks::wrongProbes),
        new Attack("a WebSocket that is upgraded to and floods", SessionAttacks::upgradedFlood),
        new Attack("ids that were made up", SessionAttacks::strangeIds),
        new Attack("payloads that are none", SessionAttacks::noPayloads),
        new Attack("many small packets that wait for a poll", SessionAttacks::smallPackets),
        new Attack("posts from many sides", SessionAttacks::posts));
  }

  private static void handshakes(Attackers by) throws IOException {
    RawClient client = by.http();
    for (int i = 0; i < 5_000; i++) {
      client.get("/socket.io/?EIO=4&transport=polling");
      client.awaitSessionId();
    }
  }

  private static void members(Attackers by) throws IOException {
    RawClient client = by.http();
    for (int i = 0; i < 500; i++) {
      client.get("/socket.io/?EIO=3&transport=polling");
      client.awaitSessionId();
    }
  }

  private static void shortWebSockets(Attackers by) throws Exception {
    for (int i = 0; i < 500; i++) {
      by.frames("EIO=" + (3 + i % 2) + "&transport=websocket").close();
    }
  }

  private static void halfOpenPolls(Attackers by) throws IOException {
    for (int i = 0; i < 100; i++) {
      by.http().send(Attackers.request("GET", "&sid=" + by.session(3 + i % 2), ""));
    }
  }

  private static void doublePolls(Attackers by) throws IOException {
    for (int i = 0; i < 50; i++) {
      String sid = by.session(4);
      for (int poll = 0; poll < 3; poll++) {
        by.http().send(Attackers.request("GET", "&sid=" + sid, ""));
      }
    }
  }

  private static void unfinishedUpgrades(Attackers by) throws IOException {
    for (int i = 0; i < 100; i++) {
      RawWebSocket probe = by.webSocket("EIO=4&transport=websocket&sid=" + by.session(4), "");
      if (i % 2 == 0) {
        probe.sendText("2probe");
        probe.await("3probe");
      }
    }
  }

  private static void probes(Attackers by) throws IOException {
    RawClient socket = by.frames("EIO=3&transport=websocket&sid=" + by.session(3));
    by.floodWithoutReading(socket, "\u0081\u0086\0\0\0\0" + "2probe".repeat(1));
  }

  private static void wrongProbes(Attackers by) throws IOException {
    for (String packet : List.of("2", "3probe", "40", "42[\"x\"]", "", "2probe2")) {
      RawClient socket = by.frames("EIO=3&transport=websocket&sid=" + by.session(3));
      socket.send("\u0081" + (char) (0x80 | packet.length()) + "\0\0\0\0" + packet);
      socket.awaitEnd();
    }
  }

  /** It may be on another event loop than the session. */
  private static void upgradedFlood(Attackers by) throws IOException {
    for (int i = 0; i < 4; i++) {
      RawClient socket = by.frames("EIO=3&transport=websocket&sid=" + by.session(3));
      socket.send("\u0081\u0081\0\0\0\0005");
      by.floodWithoutReading(socket, "\u0081\u0081\0\0\0\0002".repeat(1_000));
    }
  }

  /** Nobody but the server says what the id of a session is. */
  private static void strangeIds(Attackers by) throws IOException {
    for (String id :
        List.of(
            "x",
            "x".repeat(3_000),
            "%00",
            "%0D%0Aa:b",
            "..%2F",
            "AAAAAAAAAAAAAAAAAAAA",
            "%F0%9F%98%80")) {
      RawClient client = by.http();
      client.send(Attackers.request("GET", "&sid=" + id, ""));
      client.await("Session ID unknown");
    }
    RawClient client = by.http();
    client.send(
        Attackers.request("GET", "&io=fixed", "Cookie: io=fixed; sid=fixed\r\nio: fixed\r\n"));
    if (client.awaitSessionId().contains("fixed")) {
      throw new AssertionError("a client has chosen its id");
    }
  }

  private static void noPayloads(Attackers by) throws IOException {
    for (String body :
        List.of("", "x", ":", "99999999:2", "4\u001E", "\0\1", "d=%", "d=%zz", "b!", "7:7")) {
      for (String type : List.of(TEXT, FORM, BYTES)) {
        for (int version = 3; version <= 4; version++) {
          String line = by.post(by.session(version), type, body);
          if (!line.startsWith("HTTP/1.1 400")) {
            throw new AssertionError(line + " for " + body + " of " + type);
          }
        }
      }
    }
  }

  private static void smallPackets(Attackers by) throws IOException {
    for (int i = 0; i < 20; i++) {
      String sid = by.session(3);
      by.post(sid, TEXT, "1:2".repeat(20_000));
      // What waits for the next poll has become too much, though each of them is a byte.
      RawClient client = by.http();
      client.send(Attackers.request("GET", "&sid=" + sid, ""));
      client.await("Session ID unknown");
    }
  }

  private static void posts(Attackers by) throws IOException {
    String sid = by.session(3);
    String post = Attackers.postRequest(sid, TEXT, "1:3".repeat(100));
    for (int i = 0; i < 20; i++) {
      Attackers.flood(by.http(), post, 20);
    }
  }
}
