package dev.chatroom.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.uring.IoUring;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same chat over each of Netty's transports that this computer has, and clear words otherwise.
 */
class IoIT {

  private static final String MISSING = "netty-transport-(classes|native)-.*";

  private final ChatRooms rooms = ChatRooms.builder().rates(RateLimits.none()).build();

  @TempDir Path output;

  @AfterEach
  void close() {
    rooms.close();
  }

  private static SocketIoTransport transport(Io io) {
    return SocketIoTransport.builder().host("127.0.0.1").port(0).io(io).eventLoops(2).build();
  }

  @ParameterizedTest
  @EnumSource
  void people_chat_over_what_is_there_and_what_is_not_says_why(Io io) {
    try (SocketIoTransport transport = transport(io)) {
      if (isAvailable(io)) {
        transport.start(rooms);
        chat(transport);
      } else {
        assertThatThrownBy(() -> transport.start(rooms))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith("io: " + io + " is not available: ")
            .hasMessageMatching(".+: .*(library|kernel|support|io_uring|permitted).*");
        assertThat(transport.address()).isEmpty();
      }
    }
  }

  private static boolean isAvailable(Io io) {
    return switch (io) {
      case BEST, NIO -> true;
      case EPOLL -> Epoll.isAvailable();
      case KQUEUE -> KQueue.isAvailable();
      case IO_URING -> IoUring.isAvailable();
    };
  }

  private static void chat(SocketIoTransport transport) {
    try (WireClient tom = WireClient.version3(transport.address().orElseThrow(), "");
        WireClient ann = WireClient.version4(transport.address().orElseThrow(), "")) {
      tom.claim("tom");
      ann.claim("ann");
      String large = "汉".repeat(2_000);
      for (int i = 0; i < 20; i++) {
        tom.emit("message", Map.of("msg", i + large));
      }
      List<String> expected = IntStream.range(0, 20).mapToObj(i -> "tom说:" + i + large).toList();
      assertThat(IntStream.range(0, 20).mapToObj(i -> ann.awaitMessage()).toList())
          .isEqualTo(expected);
    }
  }

  @Test
  void where_the_classes_of_the_others_are_missing_nio_serves()
      throws IOException, InterruptedException {
    File log = output.resolve("log.txt").toFile();
    Process process =
        new ProcessBuilder(withoutNatives()).redirectErrorStream(true).redirectOutput(log).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(log)
        .content()
        .contains("classes missing", "io: EPOLL is not available: java.lang.NoClassDefFoundError")
        .contains("io: KQUEUE is not available: java.lang.NoClassDefFoundError")
        .contains("io: IO_URING is not available: java.lang.NoClassDefFoundError")
        .contains("not served by LocalIoHandler", "chatted over BEST", "chatted over NIO");
    assertThat(process.exitValue()).as("%s", log).isZero();
  }

  private static List<String> withoutNatives() {
    String separator = File.pathSeparator;
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(separator, -1))
            .filter(each -> !Path.of(each).getFileName().toString().matches(MISSING))
            .collect(Collectors.joining(separator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, WithoutNatives.class.getName()));
    return command;
  }

  /** A process that has no classes of Netty's native transports. */
  static final class WithoutNatives {

    private WithoutNatives() {}

    public static void main(String[] args) {
      try {
        Class.forName("io.netty.channel.epoll.Epoll");
      } catch (ClassNotFoundException asIntended) {
        System.out.println("classes missing");
      }
      try (ChatRooms rooms = ChatRooms.builder().build()) {
        for (Io io : Io.values()) {
          try (SocketIoTransport transport = transport(io)) {
            transport.start(rooms);
            chat(transport);
            System.out.println("chatted over " + io);
          } catch (IllegalStateException notAvailable) {
            System.out.println(notAvailable.getMessage());
          }
        }
      }
      try {
        SharedEventLoopsIT.buildWithLoopsThatServeNoSockets();
      } catch (IllegalArgumentException expected) {
        System.out.println("not served by LocalIoHandler");
      }
    }
  }
}
