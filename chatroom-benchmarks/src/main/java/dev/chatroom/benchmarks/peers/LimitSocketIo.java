package dev.chatroom.benchmarks.peers;

import static dev.chatroom.benchmarks.peers.LimitProtocol.bytes;
import static dev.chatroom.benchmarks.peers.LimitProtocol.startsWith;
import static dev.chatroom.benchmarks.peers.LimitProtocol.text;

import io.netty.buffer.ByteBuf;
import java.util.Collection;

/** Socket.IO 5 in Engine.IO 4. */
final class LimitSocketIo implements LimitProtocol {

  private static final String OPEN =
      """
      0{"sid":"%s","upgrades":[],"pingInterval":%d,"pingTimeout":20000,"maxPayload":1000000}""";

  private static final byte[] CONNECT = bytes("40");
  private static final byte[] EVENT = bytes("42");
  private static final byte[] MESSAGE = bytes("[\"message\",");
  private static final byte[] NICKNAME = bytes("[\"nickname\",");
  private static final byte[] TO_ALL = bytes("42[\"message\",");
  private static final byte[] PING = bytes("2");

  @Override
  public void open(LimitConnection connection) {
    connection.tell(bytes(OPEN.formatted(connection.id(), LimitRooms.HEARTBEAT_SECONDS * 1000)));
  }

  @Override
  public void receive(LimitConnection connection, ByteBuf in, int start, int length) {
    int end = start + length;
    if (startsWith(EVENT, in, start, end)) {
      receiveEvent(connection, in, start + EVENT.length, end);
    } else if (startsWith(CONNECT, in, start, end)) {
      connection.tell(bytes("40{\"sid\":\"" + connection.id() + "\"}"));
      connection.join();
    }
  }

  private static void receiveEvent(LimitConnection connection, ByteBuf in, int start, int end) {
    int name = start;
    while (name < end && in.getByte(name) != '[') {
      name++;
    }
    String ackId = text(in, start, name);
    if (startsWith(MESSAGE, in, name, end)) {
      int data = name + MESSAGE.length;
      acknowledge(connection, ackId, "");
      connection.room().say(TO_ALL, in, data, end - data);
    } else if (startsWith(NICKNAME, in, name, end)) {
      boolean isFree = connection.claim(text(in, name + NICKNAME.length, end - 1));
      acknowledge(connection, ackId, LimitProtocol.answer(isFree));
      if (isFree) {
        connection.room().changed();
      }
    }
  }

  private static void acknowledge(LimitConnection connection, String ackId, String answer) {
    if (!ackId.isEmpty()) {
      connection.tell(bytes("43" + ackId + "[" + answer + "]"));
    }
  }

  @Override
  public byte[] list(Collection<String> nicknames) {
    return bytes("42[\"nicknames\",[" + String.join(",", nicknames) + "]]");
  }

  @Override
  public byte[] heartbeat() {
    return PING;
  }
}
