package dev.chatroom.jetty;

import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.ServerConnector;

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
    ofSelectors.keySet().removeIf(each -> !each.isRunning());
    return ofSelectors.computeIfAbsent(selector, each -> new Lane(task -> run(task, each)));
  }

  private static void run(Runnable task, ManagedSelector selector) {
    selector.submit(selected -> task.run());
    if (!selector.isRunning()) {
      // It may have come too late.
      throw new RejectedExecutionException();
    }
  }

  private static Optional<ManagedSelector> selectorOf(ConnectionMetaData connection) {
    Object channel = connection.getConnection().getEndPoint().getTransport();
    return connection.getConnector() instanceof ServerConnector connector
            && channel instanceof SelectableChannel selectable
        ? connector.getSelectorManager().getBeans(ManagedSelector.class).stream()
            .filter(each -> isSelectedBy(each.getSelector(), selectable))
            .findAny()
        : Optional.empty();
  }

  private static boolean isSelectedBy(Selector selector, SelectableChannel channel) {
    return selector != null && channel.keyFor(selector) != null;
  }
}
