package dev.chatroom.socketio;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a connection has handed to another event loop, which has not come to it yet. While that is
 * too much, nothing is read from the connection: else a client could fill the memory with what it
 * sends to a busy event loop.
 *
 * <p>Added to on the connection's event loop, removed from on the other.
 */
final class Backlog {

  static final int MAX_BYTES = 64 * 1024;

  /** What a packet takes beside its own bytes. */
  static final int PACKET_BYTES = 64;

  private final Channel channel;
  private final AtomicLong bytes = new AtomicLong();

  Backlog(Channel channel) {
    this.channel = channel;
  }

  /** Counts a packet that is handed on. */
  void add(int length) {
    if (bytes.addAndGet(PACKET_BYTES + (long) length) > MAX_BYTES) {
      channel.config().setAutoRead(false);
    }
  }

  /** Counts a packet that was taken. */
  void remove(int length) {
    long packet = PACKET_BYTES + (long) length;
    long left = bytes.addAndGet(-packet);
    if (left <= MAX_BYTES && left + packet > MAX_BYTES) {
      channel.eventLoop().execute(this::resume);
    }
  }

  private void resume() {
    if (!isFull()) {
      channel.config().setAutoRead(channel.isWritable());
    }
  }

  boolean isFull() {
    return bytes.get() > MAX_BYTES;
  }
}
