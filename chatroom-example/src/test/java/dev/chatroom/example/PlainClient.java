package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody without a page, over a plain WebSocket: as little as a bot in Java needs. */
final class PlainClient implements AutoCloseable {

  private static final String MESSAGE = "{\"event\":\"message\",\"data\":";

  private final TextSocket socket;
  private int acks;

  private PlainClient(WebSocket.Builder builder, URI page, String query) {
    socket = new TextSocket(builder.subprotocols("chatroom.v1"), page, "/chat" + query);
  }

  /** Connects to the server of Jetty's page. */
  static PlainClient connect(URI page) {
    return connect(page, "");
  }

  /** Connects with a query, of which the first character is a question mark. */
  static PlainClient connect(URI page, String query) {
    return new PlainClient(TextSocket.builder(), page, query);
  }

  /** Connects as a page of that origin does. */
  static PlainClient connectFrom(String origin, URI page) {
    return new PlainClient(TextSocket.builder().header("Origin", origin), page, "");
  }

  /** Sends an event with its data in JSON, and returns the answer. */
  String ask(String event, String data) {
    int ack = acks++;
    socket.send("{\"event\":\"" + event + "\",\"data\":" + data + ",\"ack\":" + ack + "}");
    return socket.await("{\"ack\":" + ack + ",\"data\":");
  }

  PlainClient claim(String nickname) {
    assertThat(ask("nickname", "\"" + nickname + "\"")).contains("\"msg\":\"ok\"");
    return this;
  }

  /** Skips events until there is one of that name, and returns its data. */
  String await(String event) {
    return socket.await("{\"event\":\"" + event + "\",\"data\":");
  }

  /** Returns the status with which the server closed the connection. */
  int awaitClose() {
    return socket.awaitClose();
  }

  /** Returns whether the connection is over, however it ended. */
  boolean isOver() {
    return socket.isOver();
  }

  /**
   * Says something whenever somebody else has, some times, until it has heard so many messages, its
   * own included.
   *
   * @return what it heard, each as {@code ID NAME说:TEXT}
   */
  List<String> answers(String nickname, int times, int heard) {
    List<String> all = new ArrayList<>();
    int said = 0;
    while (all.size() < heard) {
      String message = socket.await(MESSAGE);
      String sender = field(message, "nickname");
      all.add(field(message, "id") + " " + sender + "说:" + field(message, "msg"));
      if (said < times && !sender.equals(nickname)) {
        socket.send(
            "{\"event\":\"message\",\"data\":{\"msg\":\"" + nickname + " " + said++ + "\"}}");
      }
    }
    return all;
  }

  /** Returns a field of an object in JSON that is a plain string. */
  static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"\\\\]*)\"").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return found.group(1);
  }

  @Override
  public void close() {
    socket.close();
  }
}
