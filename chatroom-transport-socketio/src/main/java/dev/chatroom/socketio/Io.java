package dev.chatroom.socketio;

/**
 * What moves bytes between sockets and event loops: one of Netty's transports.
 *
 * <p>NIO is always there. The others need Netty's {@code netty-transport-classes-} and {@code
 * netty-transport-native-} of their name on the class path (on the module path also {@code
 * --add-modules}), and a system that has them. One that is asked for and is not there fails the
 * start with {@link IllegalStateException}, which says why.
 */
public enum Io {
  /** Epoll or kqueue where there is one, NIO elsewhere. Never io_uring. */
  BEST,
  /** That of the JDK; everywhere. */
  NIO,
  /** That of Linux. */
  EPOLL,
  /** That of macOS and the BSDs. */
  KQUEUE,
  /** The newer one of Linux, which many systems forbid to processes in containers. */
  IO_URING
}
