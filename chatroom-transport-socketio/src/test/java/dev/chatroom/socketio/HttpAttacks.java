package dev.chatroom.socketio;

import dev.chatroom.socketio.HostileIT.Attack;
import java.io.IOException;
import java.util.List;

/** What breaks HTTP, or makes much of it. */
final class HttpAttacks {

  private HttpAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("requests whose heads never end", HttpAttacks::unfinishedHeads),
        new Attack("requests whose bodies never end", HttpAttacks::unfinishedBodies),
        new Attack("a body in chunks without end", HttpAttacks::endlessChunks),
        new Attack(
            "an address of 100 KB",
            by -> refused(by, "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n")),
        new Attack(
            "a header of 100 KB",
            by -> refused(by, "GET / HTTP/1.1\r\nA: " + "a".repeat(100_000) + "\r\n\r\n")),
        new Attack(
            "10,000 headers",
            by -> refused(by, "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(10_000) + "\r\n")),
        new Attack("sessions with 1,000 headers", HttpAttacks::manyHeaders),
        new Attack(
            "what is no HTTP",
            by -> refused(by, "\u0016\u0003\u0001" + "\0".repeat(2_000) + "\r\n\r\n")),
        new Attack("1,000 empty headers", HttpAttacks::manyHeaders),
        new Attack("requests that nobody waits for", HttpAttacks::pipelined),
        new Attack("answers that nobody reads", HttpAttacks::unread),
        new Attack("bodies just too long", HttpAttacks::tooLongBodies),
        new Attack("a body that unpacks to 60 MB", HttpAttacks::packedBody),
        new Attack("paths out of the folder", HttpAttacks::paths),
        new Attack("pages of elsewhere", HttpAttacks::foreignPages),
        new Attack("sockets that are closed in one direction", HttpAttacks::halfClosed),
        new Attack("requests that begin no session", HttpAttacks::noSessions));
  }

  private static void unfinishedHeads(Attackers by) throws IOException {
    for (int i = 0; i < 100; i++) {
      by.http().send("GET / HTTP/1.1\r\nHost: x\r\nA: b");
    }
  }

  private static void unfinishedBodies(Attackers by) throws IOException {
    String sid = by.session(3);
    for (int i = 0; i < 50; i++) {
      String request = Attackers.request("POST", "&sid=" + sid, "Content-Length: 60000\r\n");
      by.http().send(request + "x".repeat(50_000));
    }
  }

  private static void endlessChunks(Attackers by) throws IOException {
    RawClient client = by.http();
    client.send(Attackers.request("POST", "&sid=x", "Transfer-Encoding: chunked\r\n"));
    Attackers.flood(client, "400\r\n" + "x".repeat(1024) + "\r\n", 2_000);
  }

  private static void refused(Attackers by, String request) throws IOException {
    for (int i = 0; i < 10; i++) {
      RawClient client = by.http();
      Attackers.flood(client, request, 1);
      client.awaitEnd();
    }
  }

  private static void manyHeaders(Attackers by) throws IOException {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      headers.append(Integer.toString(i, Character.MAX_RADIX)).append(":\r\n");
    }
    for (int i = 0; i < 20; i++) {
      RawClient client = by.http();
      client.send(Attackers.request("GET", "", headers.toString()));
      client.await("HTTP/1.1 431");
    }
  }

  private static void pipelined(Attackers by) throws IOException {
    Attackers.flood(by.http(), "GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100), 50);
  }

  private static void unread(Attackers by) throws IOException {
    for (int i = 0; i < 2; i++) {
      by.floodWithoutReading(by.http(), "GET /css/a.css HTTP/1.1\r\nHost: x\r\n\r\n".repeat(10));
    }
  }

  private static void tooLongBodies(Attackers by) throws IOException {
    String sid = by.session(3);
    for (int i = 0; i < 20; i++) {
      RawClient client = by.http();
      Attackers.flood(client, Attackers.postRequest(sid, "text/plain", "x".repeat(65_537)), 1);
      client.await("HTTP/1.1 413");
    }
  }

  private static void packedBody(Attackers by) throws IOException {
    String sid = by.session(4);
    String headers =
        "Content-Encoding: gzip\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n";
    RawClient client = by.http();
    client.send(Attackers.request("POST", "&sid=" + sid, headers) + "\u001F\b".repeat(30_000));
    client.await("HTTP/1.1 400");
  }

  private static void paths(Attackers by) throws IOException {
    for (String path :
        List.of(
            "/../secret.unknown",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2fsecret.txt",
            "/%00",
            "/%",
            "/%zz",
            "/.hidden.html",
            "//index.html",
            "/css/..\\index.html",
            "/index.html%00.js",
            "/dev/chatroom/socketio/HostileIT.class",
            "/a".repeat(1_000))) {
      RawClient client = by.http();
      client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      client.await("HTTP/1.1 40");
    }
  }

  private static void foreignPages(Attackers by) throws IOException {
    for (String origin :
        List.of(
            "http://evil.example",
            "http://x.evil.example",
            "http://x:1",
            "null",
            "\u0001",
            "http://")) {
      RawClient client = by.http();
      client.send(Attackers.request("GET", "", "Origin: " + origin + "\r\n"));
      client.await("HTTP/1.1 40");
    }
  }

  private static void halfClosed(Attackers by) throws IOException {
    for (int i = 0; i < 50; i++) {
      RawClient client = by.http();
      client.send("GET /index.html HTTP/1.1\r\nHost: x\r\n");
      client.endOfRequests();
    }
    for (int i = 0; i < 50; i++) {
      by.frames("EIO=4&transport=websocket").endOfRequests();
    }
  }

  /** Each of them left a session for good in the library that this one stands on. */
  private static void noSessions(Attackers by) throws IOException {
    RawClient client = by.http();
    for (int i = 0; i < 1_500; i++) {
      client.send(Attackers.request("POST", "", "Content-Length: 0\r\n"));
      client.await("}");
      client.send(Attackers.request("PUT", "", "Content-Length: 0\r\n"));
      client.await("}");
      client.send(Attackers.request("OPTIONS", "", ""));
      client.await("\r\n\r\n");
    }
  }
}
