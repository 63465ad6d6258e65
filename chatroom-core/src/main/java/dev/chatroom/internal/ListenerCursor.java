package dev.chatroom.internal;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRoomListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log for a listener. All fields but {@code closed} belong to the lane. */
final class ListenerCursor implements Cursor {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerCursor.class);

  private final ChatRoom room;
  private final ChatRoomListener listener;
  private LocalLog log;
  private long offset;
  private volatile boolean closed;

  /** Makes a cursor that reads from the place on that this node has read to. */
  ListenerCursor(ChatRoom room, ChatRoomListener listener, LocalLog log) {
    this.room = room;
    this.listener = listener;
    this.log = log;
    this.offset = log.place().offset();
  }

  @Override
  public void feed(Turn turn) {
    if (log != turn.log()) {
      enter(turn);
    }
    while (!closed && offset < turn.target()) {
      TailEntry next = log.get(offset + 1);
      if (next == null) {
        reset(turn, Documented.LAGGED);
      } else {
        offset++;
        guarded(() -> listener.onEvent(room, next.event()));
      }
    }
  }

  private void enter(Turn turn) {
    String reason = log.reasonToReset(turn.log());
    if (reason == null) {
      log = turn.log();
      offset = log.openedAt();
    } else {
      reset(turn, reason);
    }
  }

  private void reset(Turn turn, String reason) {
    log = turn.log();
    offset = turn.target();
    guarded(() -> listener.onReset(room, reason));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("listener of room {} failed; it goes on with the next event", room.name(), failure);
    }
  }

  @Override
  public boolean isListed() {
    return true;
  }

  @Override
  public boolean needsList(int occupants) {
    return false;
  }

  @Override
  public long bytesBehind(Turn turn) {
    return log == turn.log() && offset < turn.target() ? log.bytesAfter(offset) : 0;
  }

  @Override
  public boolean ended() {
    return closed;
  }

  @Override
  public void fail() {
    close();
  }

  void close() {
    closed = true;
  }
}
