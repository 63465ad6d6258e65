package dev.chatroom.internal;

import dev.chatroom.CloseReason;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** That a session is to end, which is asked for once. Safe for use by any thread. */
final class Closing {

  private final AtomicReference<@Nullable Asked> asked = new AtomicReference<>();

  /**
   * What was asked for.
   *
   * @param log what the session was reading then
   * @param head where that stood: what is before it was there for the client
   */
  private record Asked(CloseReason reason, LocalLog log, long head) {}

  /** Asks for it; returns whether nobody had before. */
  boolean ask(CloseReason reason, LocalLog log) {
    return asked.compareAndSet(null, new Asked(reason, log, log.head().offset()));
  }

  /** Returns why; nothing as long as nobody asked. */
  @Nullable CloseReason reason() {
    Asked now = asked.get();
    return now == null ? null : now.reason();
  }

  /**
   * Returns whether the session may end at a place: a server that stops lets its clients read what
   * was there for them, also what came while they were being fed.
   */
  boolean mayEndAt(@Nullable LocalLog log, long offset) {
    Asked now = asked.get();
    return now == null
        || now.reason() != CloseReason.GOING_AWAY
        || now.log() != log
        || now.head() <= offset;
  }
}
