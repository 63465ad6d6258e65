package dev.chatroom.socketio;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.buffer.ByteBufUtil;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what clients that stop reading cost the others: rounds without and with them take turns,
 * against a server in a process of its own.
 *
 * <p>A client says a thousand messages a second, each at its intended time; all others note when
 * they have it. Latency counts from the intended time, so that a message which is late because the
 * one before it was counts as late. The command is in docs/operations.md.
 */
final class SlowReaders {

  private static final int CLIENTS = 100;
  private static final int MESSAGES_PER_SECOND = 1_000;
  private static final int WARM_UP_SECONDS = 5;
  private static final int ROUND_SECONDS = 10;
  private static final int ROUNDS = 5;
  private static final int SLOW_RECEIVE_BUFFER = 4096;

  /** What fills the buffers of the system for a client that does not read, with room to spare. */
  private static final int FILLING_MESSAGES = 160;

  private static final int FILLING_BYTES = 60_000;

  private final InetSocketAddress server;
  private final int slow;
  private final int[] micros = new int[CLIENTS * MESSAGES_PER_SECOND * ROUND_SECONDS];
  private final AtomicLong filled = new AtomicLong();
  private int count;
  private volatile CountDownLatch rest = new CountDownLatch(0);

  /** What was intended before this is not measured. */
  private volatile long begin = Long.MAX_VALUE;

  private SlowReaders(InetSocketAddress server, int slow) {
    this.server = server;
    this.slow = slow;
  }

  /**
   * Measures, and prints.
   *
   * @param args how many of the hundred do not read, 1 unless told; or {@code server}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("server")) {
      serve();
      return;
    }
    int slow = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SlowReaders.class.getName(),
                "server")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int port = Integer.parseInt(out.readLine());
      new SlowReaders(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), slow).run();
    } finally {
      // It ends when there is nobody to listen to any more.
      process.getOutputStream().close();
      process.waitFor();
    }
  }

  private static void serve() throws IOException {
    try (ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();
        SocketIoTransport transport =
            SocketIoTransport.builder().host("127.0.0.1").port(0).build()) {
      transport.start(rooms);
      System.out.println(transport.address().orElseThrow().getPort());
      while (System.in.read() >= 0) {
        // Nothing is said, until it ends.
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    System.out.printf(
        "%d clients, %d messages/s, %d rounds of %d s each%n",
        CLIENTS, MESSAGES_PER_SECOND, ROUNDS, ROUND_SECONDS);
    round(0);
    List<Round> without = new ArrayList<>();
    List<Round> with = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      without.add(round(0));
      with.add(round(slow));
    }
    Summary before = print("all read", without);
    Summary after = print(slow + " of " + CLIENTS + " not", with);
    System.out.printf("p99 of the others: %.2f times that without%n", after.p99 / before.p99);
  }

  private record Round(double p50, double p99) {}

  private record Summary(double p99) {}

  private static Summary print(String name, List<Round> rounds) {
    double[] p50 = rounds.stream().mapToDouble(Round::p50).sorted().toArray();
    double[] p99 = rounds.stream().mapToDouble(Round::p99).sorted().toArray();
    System.out.printf(
        "%-14s p50 %.2f ms (%.2f to %.2f)   p99 %.2f ms (%.2f to %.2f)%n",
        name,
        p50[p50.length / 2],
        p50[0],
        p50[p50.length - 1],
        p99[p99.length / 2],
        p99[0],
        p99[p99.length - 1]);
    return new Summary(p99[p99.length / 2]);
  }

  private Round round(int notReading) throws IOException, InterruptedException {
    List<RawClient> stuck = new ArrayList<>();
    int reading = CLIENTS - notReading;
    try (Crowd crowd = new Crowd(server, reading, this::heard)) {
      for (int i = 0; i < notReading; i++) {
        stuck.add(connectAndStopReading());
      }
      crowd.send(0, "420[\"nickname\",\"tom\"]");
      fill(crowd, reading);
      say(crowd, WARM_UP_SECONDS);
      count = 0;
      rest = new CountDownLatch(reading * MESSAGES_PER_SECOND * ROUND_SECONDS);
      begin = System.nanoTime();
      say(crowd, ROUND_SECONDS);
      if (!rest.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError(rest.getCount() + " deliveries are missing");
      }
      begin = Long.MAX_VALUE;
      Arrays.sort(micros, 0, count);
      return new Round(micros[count / 2] / 1e3, micros[(int) (count * 0.99)] / 1e3);
    } finally {
      for (RawClient each : stuck) {
        each.close();
      }
    }
  }

  private RawClient connectAndStopReading() throws IOException {
    RawClient client = RawClient.connect(server, SLOW_RECEIVE_BUFFER);
    client.send(Crowd.UPGRADE);
    client.await("maxPayload");
    client.send(ByteBufUtil.getBytes(Crowd.frame("40")));
    client.await("40{");
    return client;
  }

  /** Says large messages, no faster than they are read, in every round. */
  private void fill(Crowd crowd, int reading) {
    filled.set(0);
    String text = "0 " + "x".repeat(FILLING_BYTES);
    for (int i = 0; i < FILLING_MESSAGES; i++) {
      crowd.send(0, "42[\"message\",{\"msg\":\"" + text + "\"}]");
      long expected = (long) reading * Math.max(0, i - 3);
      while (filled.get() < expected) {
        LockSupport.parkNanos(100_000);
      }
    }
    while (filled.get() < (long) reading * FILLING_MESSAGES) {
      LockSupport.parkNanos(100_000);
    }
  }

  private void say(Crowd crowd, int seconds) {
    long interval = TimeUnit.SECONDS.toNanos(1) / MESSAGES_PER_SECOND;
    long intended = System.nanoTime();
    for (int i = 0; i < seconds * MESSAGES_PER_SECOND; i++) {
      intended += interval;
      for (long wait = intended - System.nanoTime();
          wait > 0;
          wait = intended - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      crowd.send(0, "42[\"message\",{\"msg\":\"" + intended + " and a few words more\"}]");
    }
  }

  /** On the thread of the crowd. */
  private void heard(int client, long intended) {
    if (intended == 0) {
      filled.incrementAndGet();
    } else if (intended > begin) {
      micros[count++] = (int) ((System.nanoTime() - intended) / 1_000);
      rest.countDown();
    }
  }
}
