package dev.chatroom.jetty;

import java.time.Duration;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the builder was told of a server of our own.
 *
 * @param forwarded whether the word of a proxy is taken
 * @param handler the application's, beside the chat
 * @param buffers where buffers are from; absent for Jetty's default
 */
record Listening(
    String host,
    int port,
    SslContextFactory.@Nullable Server tls,
    boolean forwarded,
    Duration idleTimeout,
    @Nullable Handler handler,
    @Nullable ByteBufferPool buffers) {}
