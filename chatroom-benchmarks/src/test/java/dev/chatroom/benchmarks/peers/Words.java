package dev.chatroom.benchmarks.peers;

import org.jspecify.annotations.Nullable;

/** The documented chat in the two dialects. */
enum Words {
  SOCKET_IO {
    @Override
    TestSocket connect(int port, String room) throws InterruptedException {
      TestSocket socket =
          new TestSocket(port, "/socket.io/?EIO=4&transport=websocket&room=" + room);
      assertOpen(socket.next());
      socket.send("40");
      String connected = String.valueOf(socket.next());
      if (!connected.matches("40\\{\"sid\":\"\\w+\"}")) {
        throw new AssertionError(connected);
      }
      return socket;
    }

    private static void assertOpen(@Nullable String packet) {
      String expected =
          "0\\{\"sid\":\"\\w+\",\"upgrades\":\\[],\"pingInterval\":25000,\"pingTimeout\":20000,"
              + "\"maxPayload\":1000000}";
      if (!String.valueOf(packet).matches(expected)) {
        throw new AssertionError(packet);
      }
    }

    @Override
    String event(String name, String data) {
      return "42[\"" + name + "\"," + data + "]";
    }

    @Override
    String asked(int ack, String name, String data) {
      return "42" + ack + "[\"" + name + "\"," + data + "]";
    }

    @Override
    String answer(int ack, String data) {
      return "43" + ack + "[" + data + "]";
    }
  },
  PLAIN {
    @Override
    TestSocket connect(int port, String room) {
      return new TestSocket(port, "/chat?room=" + room);
    }

    @Override
    String event(String name, String data) {
      return "{\"event\":\"" + name + "\",\"data\":" + data + "}";
    }

    @Override
    String asked(int ack, String name, String data) {
      return "{\"event\":\"" + name + "\",\"data\":" + data + ",\"ack\":" + ack + "}";
    }

    @Override
    String answer(int ack, String data) {
      return "{\"ack\":" + ack + ",\"data\":" + data + "}";
    }
  };

  abstract TestSocket connect(int port, String room) throws InterruptedException;

  abstract String event(String name, String data);

  abstract String asked(int ack, String name, String data);

  abstract String answer(int ack, String data);

  String message(String nickname, String text) {
    return event("message", "{\"nickname\":\"" + nickname + "\",\"msg\":\"" + text + "\"}");
  }

  String nicknames(String... names) {
    return event(
        "nicknames", names.length == 0 ? "[]" : "[\"" + String.join("\",\"", names) + "\"]");
  }
}
