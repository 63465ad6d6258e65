package dev.chatroom.jetty;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A fixed number of lanes, given out in turn. Safe for use by any thread. */
final class Lanes {

  private final List<Lane> all;
  private final AtomicInteger given = new AtomicInteger();

  Lanes(int count, Executor threads) {
    this.all = Stream.generate(() -> new Lane(threads)).limit(count).toList();
  }

  Lane next() {
    return all.get(Math.floorMod(given.getAndIncrement(), all.size()));
  }
}
