package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is ready goes out as it is, and what Jetty sends comes after it. */
class DirectConnectionTest {

  private static final int ROOM = 10;

  private final List<String> told = new ArrayList<>();

  /** Takes a few bytes, and no more until they are taken from it. */
  private final ByteArrayEndPoint peer =
      new ByteArrayEndPoint(null, 0, ByteBuffer.allocate(0), ROOM, false);

  private final WebSocketComponents components = new WebSocketComponents();
  private final WebSocketCoreSession session = session();
  private final DirectConnection connection =
      new DirectConnection(
          new WebSocketConnection(
              peer, Runnable::run, null, components.getByteBufferPool(), session),
          new ServerConnector(new Server()),
          session,
          Runnable::run);

  private WebSocketCoreSession session() {
    ExtensionStack none = new ExtensionStack(components, Behavior.SERVER);
    none.negotiate(List.of(), List.of());
    return new WebSocketCoreSession(
        new Told(),
        Behavior.SERVER,
        new Negotiated(URI.create("ws://x/"), null, false, none, "13"),
        components);
  }

  /** Says what the session is told. */
  private final class Told implements FrameHandler {

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      told.add("error " + cause.getMessage());
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      told.add("closed");
      callback.succeeded();
    }
  }

  @BeforeEach
  void open() {
    peer.setConnection(connection);
    connection.onOpen();
  }

  private boolean writes(String... frames) {
    ByteBuffer[] bytes = new ByteBuffer[frames.length];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = ByteBuffer.wrap(frames[i].getBytes(StandardCharsets.ISO_8859_1));
    }
    return connection.write(tells("write"), frames.length, bytes);
  }

  private Callback tells(String what) {
    return Callback.from(() -> told.add(what), failure -> told.add(what + " failed"));
  }

  private String arrives() {
    return peer.takeOutputString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_the_socket_takes_at_once_is_written_and_nobody_is_told() {
    assertThat(writes("ab", "c")).isTrue();
    assertThat(arrives()).isEqualTo("abc");
    assertThat(told).isEmpty();
  }

  @Test
  void what_it_takes_later_is_told_then_and_once() {
    assertThat(writes("a".repeat(ROOM), "bc")).isFalse();
    assertThat(told).isEmpty();
    assertThat(arrives()).isEqualTo("a".repeat(ROOM));
    assertThat(told).containsExactly("write");
    assertThat(arrives()).isEqualTo("bc");
    assertThat(writes("d")).isTrue();
    assertThat(told).containsExactly("write");
  }

  @Test
  void the_frame_that_closes_waits_for_what_is_being_written() {
    writes("a".repeat(ROOM + 1));
    session.close(1000, null, tells("close"));
    assertThat(arrives()).isEqualTo("a".repeat(ROOM));
    assertThat(told).containsExactly("write", "close");
    assertThat(arrives()).isEqualTo("a\u0088\u0002\u0003\u00e8");
  }

  @Test
  void nothing_is_written_after_the_frame_that_closes() {
    session.close(1000, null, tells("close"));
    assertThat(writes("a")).isFalse();
    assertThat(told).containsExactly("close", "write failed");
    assertThat(arrives()).isEqualTo("\u0088\u0002\u0003\u00e8");
  }

  @Test
  void nor_while_it_waits() {
    writes("a".repeat(ROOM + 1));
    session.close(1000, null, tells("close"));
    assertThat(writes("b")).isFalse();
    assertThat(told).containsExactly("write failed");
    arrives();
    assertThat(arrives()).isEqualTo("a\u0088\u0002\u0003\u00e8");
  }

  @Test
  void who_loses_the_connection_in_the_middle_of_it_is_told_and_so_is_the_session() {
    writes("a".repeat(ROOM + 1));
    session.close(1000, null, tells("close"));
    peer.close(new IOException("reset"));
    assertThat(told).startsWith("write failed").contains("closed", "close failed");
    assertThat(told).doesNotHaveDuplicates();
  }

  @Test
  void who_writes_to_a_connection_that_is_lost_is_told_and_so_is_the_session() {
    peer.shutdownOutput();
    peer.takeOutput();
    assertThat(writes("a")).isFalse();
    assertThat(told).startsWith("write failed").endsWith("closed");
    assertThat(peer.isOpen()).isFalse();
  }

  @Test
  void it_counts_what_it_writes_and_what_jetty_writes() {
    writes("a", "bc");
    session.close(1000, null, Callback.NOOP);
    assertThat(connection.getMessagesOut()).isEqualTo(3);
    assertThat(connection.getBytesOut()).isEqualTo(3 + 4);
  }
}
