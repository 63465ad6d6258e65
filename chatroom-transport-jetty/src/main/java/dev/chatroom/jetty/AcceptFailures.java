package dev.chatroom.jetty;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once in a spell that connections cannot be accepted. Safe for use by any thread. */
final class AcceptFailures {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);

  /** At the limit one is accepted now and then, which does not end a spell of failures. */
  private static final long SPELL_ENDS_NANOS = TimeUnit.MINUTES.toNanos(1);

  // Guarded by this.
  private boolean hasFailed;
  private long lastFailure;

  synchronized void add(IOException failure) {
    long now = System.nanoTime();
    if (!hasFailed || now - lastFailure >= SPELL_ENDS_NANOS) {
      LOG.warn(
          "cannot accept connections: {}; further failures are not logged until there was none for"
              + " a minute",
          failure.toString());
    }
    hasFailed = true;
    lastFailure = now;
  }
}
