package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.Scheduler;
import dev.chatroom.spi.Handshake;
import dev.chatroom.spi.Transport;
import dev.chatroom.testkit.transport.TransportLimits;
import dev.chatroom.testkit.transport.WireListener;
import dev.chatroom.testkit.transport.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A transport inside the JVM that checks origins, times out, and takes hostile bytes, so that each
 * of these can be broken; what is broken a {@link Fault} says. For one thread.
 */
final class PipeTransport implements Transport {

  final Fault fault;
  final Executor executor;
  final Scheduler scheduler;
  final TransportLimits limits;
  final List<Pipe> pipes = new ArrayList<>();
  private @Nullable ChatRooms rooms;

  PipeTransport(Fault fault, Executor executor, Scheduler scheduler, TransportLimits limits) {
    this.fault = fault;
    this.executor = executor;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  @Override
  public void start(ChatRooms where) {
    rooms = where;
    fault.starts();
  }

  Pipe connect(WireRequest request, WireListener listener) {
    ChatRooms where = rooms;
    Pipe pipe = new Pipe(this, listener);
    if (where == null || !fault.admits(this, request)) {
      pipe.refuse(403, "origin");
      return pipe;
    }
    pipes.add(pipe);
    Handshake handshake = LoopbackTransport.handshake(fault.hears(request).encodedQuery());
    where.connect(handshake, pipe, executor).thenAccept(pipe::connected);
    return pipe;
  }

  @Override
  public void stop(Duration drain) {
    fault.stops(List.copyOf(pipes));
    fault.stopped();
  }
}
