package dev.chatroom.socketio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Packets in the bodies of polls and posts, until the client moves to a WebSocket, if it does. */
final class PollingLine implements Line {

  private static final String SEPARATOR = "\u001e";

  private final InetSocketAddress server;
  private final String query;
  private final String headers;
  private final boolean upgrades;
  private final Receiver receiver;
  private final Gate gate = new Gate();
  private final Socket polling;
  private final Socket posting;
  private final RawHttpClient polls;
  private final RawHttpClient posts;

  /** The status of the answer that the client gave up at; zero where it did not. */
  private volatile int refusedWith;

  // Guarded by this.
  private String sid = "";
  private @Nullable Line probing;
  private @Nullable Line moved;
  private boolean cut;

  private PollingLine(
      InetSocketAddress server, String query, String headers, boolean upgrades, Receiver receiver)
      throws IOException {
    this.server = server;
    this.query = "EIO=4&transport=polling&" + query;
    this.headers = headers;
    this.upgrades = upgrades;
    this.receiver = receiver;
    this.polling = SmallBuffer.connect(server);
    this.posting = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    this.polls = new RawHttpClient(polling);
    this.posts = new RawHttpClient(posting);
    polling.setSoTimeout(0);
    posting.setSoTimeout(0);
  }

  /**
   * Connects.
   *
   * @param upgrades whether the client moves to a WebSocket once it has a session
   */
  static Line open(
      InetSocketAddress server, String query, String headers, boolean upgrades, Receiver receiver) {
    try {
      PollingLine line = new PollingLine(server, query, headers, upgrades, receiver);
      Thread reader = new Thread(line::read, "contract-polling");
      reader.setDaemon(true);
      reader.start();
      return line;
    } catch (IOException cut) {
      receiver.ended(0, "");
      return new NoLine();
    }
  }

  private void read() {
    int status = 0;
    boolean hasMoved = false;
    try {
      status = poll();
      while (status == 200 && !hasMoved) {
        gate.pass();
        status = poll();
        hasMoved = status == 200 && upgrades && move();
      }
    } catch (IOException | AssertionError end) {
      status = 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (!hasMoved) {
      abort();
      receiver.ended(status == 403 || status == 503 ? status : refusedWith, "");
    }
  }

  private int poll() throws IOException {
    RawHttpClient.Answer answer = polls.send(request("GET", "")).answer();
    if (answer.status() != 200) {
      return answer.status();
    }
    byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
    for (String packet : new String(body, StandardCharsets.UTF_8).split(SEPARATOR, -1)) {
      if (packet.startsWith("0{")) {
        note(packet);
      }
      if (packet.equals("1")) {
        return 0;
      }
      receiver.packet(packet);
    }
    return answer.status();
  }

  private synchronized void note(String open) {
    sid = open.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
  }

  private synchronized String path() {
    return "/socket.io/?" + query + (sid.isEmpty() ? "" : "&sid=" + sid);
  }

  private String request(String method, String more) {
    return method
        + " "
        + path()
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + server.getPort()
        + "\r\n"
        + headers
        + more
        + "\r\n";
  }

  /** Nothing is posted meanwhile, and no poll is open; the WebSocket is read by this thread. */
  private boolean move() throws IOException {
    RawWebSocket socket =
        new RawWebSocket(
                SmallBuffer.connect(server),
                path().substring(12).replace("polling", "websocket"),
                headers)
            .withoutTimeout();
    WebSocketLine line = WebSocketLine.movedTo(socket, gate, receiver);
    probe(line);
    socket.sendText("2probe");
    String answer = socket.read().text();
    if (!answer.equals("3probe")) {
      throw new IOException("answer to the probe: " + answer);
    }
    synchronized (this) {
      if (cut) {
        throw new IOException("cut");
      }
      socket.sendText("5");
      moved = line;
    }
    polling.close();
    posting.close();
    line.read();
    return true;
  }

  private synchronized void probe(Line line) throws IOException {
    probing = line;
    if (cut) {
      throw new IOException("cut");
    }
  }

  @Override
  public synchronized void send(String packet) {
    if (moved != null) {
      moved.send(packet);
    } else {
      post(packet.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void sendRaw(byte[] raw) {
    if (moved != null) {
      moved.sendRaw(raw);
    } else {
      post(raw);
    }
  }

  private void post(byte[] body) {
    String lines =
        "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " + body.length + "\r\n";
    String head = request("POST", lines);
    try {
      int status = posts.send(head + latin1(body)).answer().status();
      if (status != 200) {
        giveUp(status);
      }
    } catch (IOException | AssertionError cut) {
      // As clients do it: without one of the two connections the other is of no use.
      abort();
    }
  }

  /** As clients do it: who is answered by an error says goodbye, and hears nothing more. */
  private void giveUp(int status) throws IOException {
    refusedWith = status;
    var unused = posts.send(request("POST", "Content-Length: 1\r\n") + "1").answer();
    abort();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public synchronized void close() {
    if (moved != null) {
      moved.close();
    } else {
      post("1".getBytes(StandardCharsets.UTF_8));
    }
    gate.open();
  }

  @Override
  public void abort() {
    Line line;
    synchronized (this) {
      cut = true;
      line = probing;
    }
    if (line != null) {
      line.abort();
    }
    for (Socket each : new Socket[] {polling, posting}) {
      try {
        each.setSoLinger(true, 0);
        each.close();
      } catch (IOException closed) {
        // Already.
      }
    }
    gate.open();
  }
}
