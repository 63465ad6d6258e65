package dev.chatroom.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged while it is open. */
final class Logged implements AutoCloseable {

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger;

  /** Listens to the logger of a class. */
  Logged(Class<?> of) {
    this(of.getName());
  }

  /** Listens to a logger and all below it. */
  Logged(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    appender.start();
    logger.addAppender(appender);
  }

  /** Returns what was logged above a level: level and text. */
  List<String> above(Level level) {
    return List.copyOf(appender.list).stream()
        .filter(each -> each.getLevel().toInt() > level.toInt())
        .map(each -> each.getLevel() + " " + each.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
