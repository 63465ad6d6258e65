package dev.chatroom.jetty;

import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a transport. One belongs to each of the server's threads that select, and runs there
 * after all that could be read: so what comes in needs no other thread to go out again, and what
 * came in together goes out together. A fixed number is given out in turn to connections for which
 * no such thread is known. Safe for use by any thread.
 */
final class Lanes {

  private final Map<ManagedSelector, Lane> ofSelectors = new ConcurrentHashMap<>();
  private final List<Lane> others;
  private final AtomicInteger given = new AtomicInteger();

  /**
   * Makes lanes.
   *
   * @param count of those that belong to no selector
   * @param threads which these run on
   */
  Lanes(int count, Executor threads) {
    this.others = Stream.generate(() -> new Lane(threads)).limit(count).toList();
  }

  Lane of(ConnectionMetaData connection) {
    return selectorOf(connection).map(this::of).orElseGet(this::next);
  }

  /** Returns one that belongs to no selector. */
  Lane next() {
    return others.get(Math.floorMod(given.getAndIncrement(), others.size()));
  }

  private Lane of(ManagedSelector selector) {
    // Those of a connector that was started again are other ones.
    ofSelectors.keySet().removeIf(each -> !selects(each));
    return ofSelectors.computeIfAbsent(selector, each -> new Lane(task -> run(task, each)));
  }

  /** When it stops just then, the task may have come too late, or may have not. */
  private static void run(Runnable task, ManagedSelector selector) {
    AtomicBoolean isRun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (isRun.compareAndSet(false, true)) {
            task.run();
          }
        };
    selector.submit(selected -> once.run());
    if (!selects(selector)) {
      Lane.LAST_RESORT.execute(once);
    }
  }

  private static boolean selects(ManagedSelector selector) {
    return selector.isRunning() && selector.getSelector() != null;
  }

  private static Optional<ManagedSelector> selectorOf(ConnectionMetaData connection) {
    return connection.getConnector() instanceof ServerConnector connector
            && socket(connection).getTransport() instanceof SelectableChannel channel
        ? connector.getSelectorManager().getBeans(ManagedSelector.class).stream()
            .filter(each -> isSelectedBy(each.getSelector(), channel))
            .findAny()
        : Optional.empty();
  }

  /** Returns what is below TLS, and below whatever else there may be. */
  private static EndPoint socket(ConnectionMetaData connection) {
    EndPoint socket = connection.getConnection().getEndPoint();
    while (socket instanceof EndPoint.Wrapper wrapper) {
      socket = wrapper.unwrap();
    }
    return socket;
  }

  private static boolean isSelectedBy(@Nullable Selector selector, SelectableChannel channel) {
    return selector != null && channel.keyFor(selector) != null;
  }
}
