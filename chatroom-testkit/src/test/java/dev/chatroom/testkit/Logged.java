package dev.chatroom.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the library logs until this is closed. */
final class Logged implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.chatroom");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  Logged() {
    appender.start();
    logger.addAppender(appender);
  }

  List<String> errors() {
    return List.copyOf(appender.list).stream()
        .filter(each -> each.getLevel().equals(Level.ERROR))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
