package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.chatroom.RoomEvent;
import dev.chatroom.RoomName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Sees what is logged at WARN or above, and by which thread: a story is told on one. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.chatroom");
  private final List<String> logged = new CopyOnWriteArrayList<>();

  LogWatch() {
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      logged.add(event.getThreadName() + ": " + event.getFormattedMessage());
    }
  }

  /** Nothing is logged by the story that is told on this thread. */
  Invariant nothingIsLogged() {
    return new Invariant() {
      @Override
      public void holdsAt(RoomName room, RoomEvent event) {}

      @Override
      public void holdsAfterStep() {
        String thread = Thread.currentThread().getName() + ": ";
        assertThat(logged).noneMatch(each -> each.startsWith(thread));
      }
    };
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
