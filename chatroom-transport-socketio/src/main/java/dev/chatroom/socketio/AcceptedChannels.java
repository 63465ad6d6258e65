package dev.chatroom.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of a listening socket, so that a stop can close them and wait until nothing of
 * them is left.
 *
 * <p>It stands in the pipeline of the listening socket. Safe for use by any thread.
 */
final class AcceptedChannels extends ChannelInboundHandlerAdapter {

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
