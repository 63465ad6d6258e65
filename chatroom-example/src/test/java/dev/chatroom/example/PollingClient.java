package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Somebody without a page: Socket.IO of clients 4.x, over polls, and with cookies. */
final class PollingClient {

  private static final String SEPARATOR = "\u001e";

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final Deque<String> packets = new ArrayDeque<>();
  private final URI session;
  private int acks;

  /** Begins a session, which has no place in the room yet. */
  PollingClient(URI page) {
    URI polling = page.resolve("/socket.io/?EIO=4&transport=polling");
    HttpResponse<String> opened = ask(HttpRequest.newBuilder(polling).build());
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    session = URI.create(polling + "&sid=" + PlainClient.field(opened.body(), "sid"));
  }

  /** Takes a place in the room. */
  PollingClient connect() {
    sends("40");
    await("40{");
    return this;
  }

  PollingClient claim(String nickname) {
    assertThat(ask("nickname", "\"" + nickname + "\"")).contains("\"msg\":\"ok\"");
    return this;
  }

  /** Sends an event with its data in JSON, and returns the answer. */
  String ask(String event, String data) {
    int ack = acks++;
    sends("42" + ack + "[\"" + event + "\"," + data + "]");
    return await("43" + ack);
  }

  /** Sends a packet, and returns how that is answered by HTTP. */
  HttpResponse<String> send(String packet) {
    return ask(
        HttpRequest.newBuilder(session)
            .POST(HttpRequest.BodyPublishers.ofString(packet))
            .header("Content-Type", "text/plain;charset=UTF-8")
            .build());
  }

  private void sends(String packet) {
    HttpResponse<String> answer = send(packet);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Skips packets until one begins so, and returns the rest of it. */
  String await(String beginning) {
    while (true) {
      String packet = packets.isEmpty() ? poll() : packets.remove();
      if (packet.startsWith(beginning)) {
        return packet.substring(beginning.length());
      }
    }
  }

  private String poll() {
    HttpResponse<String> answer = ask(HttpRequest.newBuilder(session).build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    packets.addAll(List.of(answer.body().split(SEPARATOR, -1)));
    String first = packets.remove();
    if (first.equals("2")) {
      sends("3");
    }
    return first;
  }

  private HttpResponse<String> ask(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Says good-bye. */
  void leave() {
    sends("41");
  }
}
