package dev.chatroom.socketio;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Netty's transports for sockets, each with the event loops and the listening socket that belong
 * together.
 *
 * <p>The classes of all but NIO may be missing. Each constant is a class of its own, so that they
 * are not looked for before that constant is asked; and what asks it is ready for their absence.
 */
enum NettyIo {
  EPOLL {
    @Override
    @Nullable Throwable unavailability() {
      return Epoll.unavailabilityCause();
    }

    @Override
    Class<? extends IoHandler> handler() {
      return EpollIoHandler.class;
    }

    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listening() {
      return EpollServerSocketChannel.class;
    }
  },
  KQUEUE {
    @Override
    @Nullable Throwable unavailability() {
      return KQueue.unavailabilityCause();
    }

    @Override
    Class<? extends IoHandler> handler() {
      return KQueueIoHandler.class;
    }

    @Override
    IoHandlerFactory handlers() {
      return KQueueIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listening() {
      return KQueueServerSocketChannel.class;
    }
  },
  IO_URING {
    @Override
    @Nullable Throwable unavailability() {
      return IoUring.unavailabilityCause();
    }

    @Override
    Class<? extends IoHandler> handler() {
      return IoUringIoHandler.class;
    }

    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listening() {
      return IoUringServerSocketChannel.class;
    }
  },
  NIO {
    @Override
    @Nullable Throwable unavailability() {
      return null;
    }

    @Override
    Class<? extends IoHandler> handler() {
      return NioIoHandler.class;
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> listening() {
      return NioServerSocketChannel.class;
    }
  };

  /** Returns why it cannot be used; nothing if it can. */
  abstract @Nullable Throwable unavailability();

  /** Returns what its event loops are known by. */
  abstract Class<? extends IoHandler> handler();

  /** Returns what makes event loops of it. */
  abstract IoHandlerFactory handlers();

  /** Returns what listens on such event loops. */
  abstract Class<? extends ServerChannel> listening();

  /**
   * Returns what is asked for.
   *
   * @throws IllegalStateException when it is not available
   */
  static NettyIo of(Io asked) {
    return switch (asked) {
      case BEST ->
          Stream.of(EPOLL, KQUEUE).filter(each -> each.whyNot().isEmpty()).findFirst().orElse(NIO);
      case NIO -> NIO;
      case EPOLL -> EPOLL.required();
      case KQUEUE -> KQUEUE.required();
      case IO_URING -> IO_URING.required();
    };
  }

  /**
   * Returns what the event loops of a group are made of.
   *
   * @throws IllegalArgumentException when they serve no sockets
   */
  static NettyIo of(EventLoopGroup group) {
    if (group instanceof IoEventLoopGroup loops) {
      Optional<NettyIo> found =
          Arrays.stream(values()).filter(each -> each.serves(loops)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalArgumentException(
        "eventLoopGroup: "
            + group.getClass().getName()
            + " (expected: event loops of NIO, epoll, kqueue or io_uring)");
  }

  private boolean serves(IoEventLoopGroup group) {
    try {
      return group.isIoType(handler());
    } catch (LinkageError itsClassesAreMissing) {
      return false;
    }
  }

  private NettyIo required() {
    Optional<Throwable> cause = whyNot();
    if (cause.isPresent()) {
      throw new IllegalStateException(
          "io: " + this + " is not available: " + text(cause.get()), cause.get());
    }
    return this;
  }

  private Optional<Throwable> whyNot() {
    try {
      return Optional.ofNullable(unavailability());
    } catch (LinkageError itsClassesAreMissing) {
      return Optional.of(itsClassesAreMissing);
    }
  }

  /** Netty says what failed, and in its cause often why. */
  private static String text(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure + ", because of " + cause;
  }
}
