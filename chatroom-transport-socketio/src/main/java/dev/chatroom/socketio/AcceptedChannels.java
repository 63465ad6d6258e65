package dev.chatroom.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a listening socket, so that a stop can close them and wait until nothing of
 * them is left.
 *
 * <p>When one cannot be accepted, because the process has too many files open for example, it
 * accepts none for a second. Netty would do the same, but log a stack trace each time.
 *
 * <p>It stands in the pipeline of the listening socket. Safe for use by any thread.
 */
final class AcceptedChannels extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptedChannels.class);

  private static final long PAUSE_SECONDS = 1;

  /** At the limit one is accepted now and then, which does not end a spell of failures. */
  private static final long SPELL_ENDS_NANOS = TimeUnit.MINUTES.toNanos(1);

  // On the event loop of the listening socket.
  private boolean hasFailed;
  private long lastFailure;

  // Guarded by this.
  private final Set<Channel> open = new HashSet<>();
  private final Set<EventLoop> used = new HashSet<>();

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    use(ctx.channel().eventLoop());
    ctx.fireChannelRegistered();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel connection = (Channel) accepted;
    synchronized (this) {
      open.add(connection);
    }
    connection.pipeline().addFirst(new Departure());
    // One that no event loop took has no other end.
    connection
        .closeFuture()
        .addListener(
            closed -> {
              if (!connection.isRegistered()) {
                remove(connection);
              }
            });
    ctx.fireChannelRead(accepted);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    long now = ctx.executor().ticker().nanoTime();
    if (!hasFailed || now - lastFailure >= SPELL_ENDS_NANOS) {
      LOG.warn(
          "cannot accept connections: {}; further failures are not logged until there was none for"
              + " a minute",
          cause.toString());
    }
    hasFailed = true;
    lastFailure = now;
    Channel listening = ctx.channel();
    if (listening.config().isAutoRead()) {
      listening.config().setAutoRead(false);
      ctx.executor().schedule(() -> acceptAgain(listening), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void acceptAgain(Channel listening) {
    if (listening.isOpen()) {
      listening.config().setAutoRead(true);
    }
  }

  private synchronized void use(EventLoop eventLoop) {
    used.add(eventLoop);
  }

  private synchronized void remove(Channel connection) {
    open.remove(connection);
    notifyAll();
  }

  /** Returns the event loops that the listening socket and its connections were on. */
  synchronized Set<EventLoop> used() {
    return Set.copyOf(used);
  }

  /** Closes all, and waits until their event loops are done with them, or the time is over. */
  void closeAll(long seconds) {
    List<Channel> closing;
    synchronized (this) {
      closing = List.copyOf(open);
    }
    closing.forEach(Channel::close);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean interrupted = false;
    synchronized (this) {
      long rest = deadline - System.nanoTime();
      while (!open.isEmpty() && rest > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, rest);
        } catch (InterruptedException waitOn) {
          interrupted = true;
        }
        rest = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first stage of a connection, for which all is over when it is over for all others. */
  private final class Departure extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
      use(ctx.channel().eventLoop());
      ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
      ctx.fireChannelUnregistered();
      remove(ctx.channel());
    }
  }
}
