package dev.chatroom.example;

import dev.chatroom.socketio.StaticFiles;
import java.util.Map;
import org.eclipse.jetty.server.Handler;

/**
 * The page and its files, for the server of either transport. They are the same but for {@code
 * connection.js}, the page's way to the rooms, and for the client that this one brings along.
 */
final class Page {

  /** Beside this class. */
  static final String FOLDER = "web";

  static final String INDEX = "home.html";

  static final String CONNECTION = "/js/connection.js";

  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer");

  private static final String SOCKET_IO_CLIENT =
      "/META-INF/resources/webjars/socket.io-client/%s/dist/socket.io.js";

  private Page() {}

  /** Returns the page that connects by Socket.IO. */
  static StaticFiles overSocketIo() {
    StaticFiles files =
        StaticFiles.classPath(Page.class, FOLDER)
            .index(INDEX)
            .file(CONNECTION, FOLDER + "/js/connection-socketio.js")
            .file(
                "/js/socket.io.js",
                SOCKET_IO_CLIENT.formatted(Version.property("socket.io-client")));
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      files = files.header(header.getKey(), header.getValue());
    }
    return files;
  }

  /** Returns the page that connects by a plain WebSocket, with chatroom.js. */
  static Handler overWebSocket() {
    return new JettyFiles();
  }
}
