package dev.chatroom.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Two event loops that tell which channels and which tasks for later they have. */
final class WatchedLoops extends MultiThreadIoEventLoopGroup {

  WatchedLoops() {
    super(2, NioIoHandler.newFactory());
  }

  /** Has all event loops stand still, and returns what lets them go on. */
  CountDownLatch pause() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch standStill = new CountDownLatch(executorCount());
    all()
        .forEach(
            each ->
                each.execute(
                    () -> {
                      standStill.countDown();
                      awaitUninterruptibly(goOn);
                    }));
    standStill.await();
    all().forEach(each -> each.tasks.set(0));
    return goOn;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns how many tasks each event loop was given since it stood still. */
  List<Integer> tasks() {
    return all().map(each -> each.tasks.get()).toList();
  }

  @Override
  protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
    return new WatchedLoop(this, executor, handlers);
  }

  private Stream<WatchedLoop> all() {
    return StreamSupport.stream(spliterator(), false).map(WatchedLoop.class::cast);
  }

  /** What is here now is of no interest. */
  void remember() {
    all()
        .forEach(
            each -> {
              each.scheduled.clear();
              each.channels.clear();
            });
  }

  List<Channel> channels() {
    return all()
        .flatMap(each -> each.channels.stream())
        .filter(each -> each.isOpen() || each.isRegistered())
        .toList();
  }

  List<ScheduledFuture<?>> unfinished() {
    return all().flatMap(each -> each.scheduled.stream()).filter(each -> !each.isDone()).toList();
  }

  private static final class WatchedLoop extends SingleThreadIoEventLoop {

    private final Queue<ScheduledFuture<?>> scheduled = new ConcurrentLinkedQueue<>();
    private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tasks = new AtomicInteger();

    WatchedLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
      super(parent, executor, handlers);
    }

    @Override
    public void execute(Runnable task) {
      tasks.incrementAndGet();
      super.execute(task);
    }

    @Override
    public ChannelFuture register(Channel channel) {
      channels.add(channel);
      return super.register(channel);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      ScheduledFuture<?> future = super.schedule(task, delay, unit);
      scheduled.add(future);
      return future;
    }
  }
}
