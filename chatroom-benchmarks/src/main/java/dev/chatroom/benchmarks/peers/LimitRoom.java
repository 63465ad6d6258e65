package dev.chatroom.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who is in a room, and what is to be told to all of them. Only the event loop touches it. */
final class LimitRoom {

  private static final int BATCH_BYTES = 4096;

  private final EventLoop loop;
  private final LimitProtocol protocol;
  private final long windowMillis;
  private final List<LimitConnection> members = new ArrayList<>();

  /** As they are in JSON, with their quotes. */
  private final Set<String> nicknames = new LinkedHashSet<>();

  /** The frames of this turn; a task that writes them is waiting while there is one. */
  private @Nullable ByteBuf batch;

  private boolean listIsDue;

  LimitRoom(EventLoop loop, LimitProtocol protocol, Duration window) {
    this.loop = loop;
    this.protocol = protocol;
    this.windowMillis = window.toMillis();
  }

  void join(LimitConnection newcomer) {
    newcomer.setIndex(members.size());
    members.add(newcomer);
    newcomer.tell(protocol.list(nicknames));
  }

  void leave(LimitConnection gone) {
    LimitConnection last = members.remove(members.size() - 1);
    if (last != gone) {
      last.setIndex(gone.index());
      members.set(gone.index(), last);
    }
    String nickname = gone.nickname();
    if (nickname != null && nicknames.remove(nickname)) {
      changed();
    }
  }

  /** Takes a nickname for another, or for none; returns whether it was free. */
  boolean claim(@Nullable String before, String nickname) {
    boolean wasFree = nicknames.add(nickname);
    if (wasFree && before != null) {
      nicknames.remove(before);
    }
    return wasFree;
  }

  /** All are to know that the list has changed. */
  void changed() {
    if (windowMillis == 0) {
      sayList();
    } else if (!listIsDue) {
      listIsDue = true;
      var unused = loop.schedule(this::sayList, windowMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void sayList() {
    listIsDue = false;
    byte[] list = protocol.list(nicknames);
    Frames.writeText(batch(), list);
  }

  /** Says a text that begins with some bytes, and goes on with those of another. */
  void say(byte[] beginning, ByteBuf text, int start, int length) {
    ByteBuf bytes = batch();
    Frames.writeHeader(bytes, Frames.TEXT, beginning.length + length);
    bytes.writeBytes(beginning).writeBytes(text, start, length);
  }

  void heartbeat() {
    byte[] heartbeat = protocol.heartbeat();
    if (heartbeat.length > 0 && !members.isEmpty()) {
      Frames.writeText(batch(), heartbeat);
    }
  }

  private ByteBuf batch() {
    ByteBuf begun = batch;
    if (begun == null) {
      begun = PooledByteBufAllocator.DEFAULT.directBuffer(BATCH_BYTES);
      batch = begun;
      // It runs after all sockets of this turn were read.
      loop.execute(this::write);
    }
    return begun;
  }

  private void write() {
    ByteBuf bytes = batch;
    batch = null;
    if (bytes != null) {
      for (LimitConnection each : members) {
        each.write(bytes.retainedDuplicate());
      }
      bytes.release();
    }
  }
}
