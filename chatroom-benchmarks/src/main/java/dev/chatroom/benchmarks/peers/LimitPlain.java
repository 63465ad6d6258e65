package dev.chatroom.benchmarks.peers;

import static dev.chatroom.benchmarks.peers.LimitProtocol.bytes;
import static dev.chatroom.benchmarks.peers.LimitProtocol.startsWith;
import static dev.chatroom.benchmarks.peers.LimitProtocol.text;

import io.netty.buffer.ByteBuf;
import java.util.Collection;

/** Events as JSON objects, as docs/protocol.md has them, with their members in that order. */
final class LimitPlain implements LimitProtocol {

  private static final byte[] MESSAGE = bytes("{\"event\":\"message\",\"data\":");
  private static final byte[] NICKNAME = bytes("{\"event\":\"nickname\",\"data\":");
  private static final String ACK = ",\"ack\":";

  @Override
  public void open(LimitConnection connection) {
    connection.join();
  }

  @Override
  public void receive(LimitConnection connection, ByteBuf in, int start, int length) {
    int end = start + length;
    if (startsWith(MESSAGE, in, start, end)) {
      int data = start + MESSAGE.length;
      connection.room().say(MESSAGE, in, data, end - data);
    } else if (startsWith(NICKNAME, in, start, end)) {
      claim(connection, text(in, start + NICKNAME.length, end - 1));
    }
  }

  private static void claim(LimitConnection connection, String nicknameAndAck) {
    int ack = nicknameAndAck.lastIndexOf(ACK);
    boolean isFree = connection.claim(ack < 0 ? nicknameAndAck : nicknameAndAck.substring(0, ack));
    if (ack >= 0) {
      connection.tell(
          bytes(
              "{\"ack\":%s,\"data\":%s}"
                  .formatted(
                      nicknameAndAck.substring(ack + ACK.length()), LimitProtocol.answer(isFree))));
    }
    if (isFree) {
      connection.room().changed();
    }
  }

  @Override
  public byte[] list(Collection<String> nicknames) {
    return bytes("{\"event\":\"nicknames\",\"data\":[" + String.join(",", nicknames) + "]}");
  }

  /** None is promised. */
  @Override
  public byte[] heartbeat() {
    return new byte[0];
  }
}
