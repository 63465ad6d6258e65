package dev.chatroom.chaos.truth;

import dev.chatroom.chaos.record.RoomTruth;
import dev.chatroom.redisserver.RedisConnection;
import dev.chatroom.redisserver.RedisError;
import dev.chatroom.redisserver.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rooms, again and again, from the server that is the master. Safe for use by any thread.
 */
public final class TruthReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 200;

  private final List<RoomReading> rooms;
  private final Thread thread = new Thread(this::run, "truth");

  // Guarded by this.
  private RedisServer master;
  private @Nullable RedisConnection connection;
  private boolean closed;

  /** Begins to read. */
  public TruthReader(List<String> rooms, RedisServer master) {
    this.rooms = rooms.stream().map(RoomReading::new).toList();
    this.master = master;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!isClosed()) {
        var unused = read();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Reads what is new; returns whether there was an answer. */
  private synchronized boolean read() {
    try {
      RedisConnection is = connection;
      if (is == null) {
        is = master.connect(PATIENCE);
        connection = is;
      }
      for (RoomReading room : rooms) {
        room.read(is);
      }
      return true;
    } catch (IOException | RedisError notNow) {
      disconnect();
      return false;
    }
  }

  private synchronized void disconnect() {
    RedisConnection is = connection;
    if (is != null) {
      is.close();
      connection = null;
    }
  }

  /** Reads what is new, and does not return before. */
  public void drain() throws InterruptedException {
    while (!read()) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Reads from another server from now on, or from one that has been restarted: all of it again.
   *
   * @param mayHaveLost whether it had not got all that was acknowledged
   */
  public synchronized void moved(RedisServer to, boolean mayHaveLost) {
    disconnect();
    master = to;
    rooms.forEach(each -> each.readAgain(mayHaveLost));
  }

  /** All is quiet, and all was read. */
  public synchronized void settle() {
    rooms.forEach(RoomReading::settle);
  }

  /** Returns how many are in the rooms who have not left. */
  public synchronized int present() {
    return rooms.stream().mapToInt(RoomReading::present).sum();
  }

  /** Returns what was read. */
  public synchronized List<RoomTruth> truth() {
    return rooms.stream().map(RoomReading::truth).toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }
}
