package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.redisserver.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Redis has to do, counted by itself. */
class RedisCostIT {

  private static final Pattern COMMAND = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

  /** How often nodes have called something, and how often something was published, at a moment. */
  private record Work(long calls, long published) {

    static Work of(RedisServer server) {
      Map<String, Long> calls = new HashMap<>();
      COMMAND
          .matcher(String.valueOf(server.command("INFO", "commandstats")))
          .results()
          .forEach(each -> calls.put(each.group(1), Long.valueOf(each.group(2))));
      return new Work(
          calls.getOrDefault("fcall", 0L) + calls.getOrDefault("evalsha", 0L),
          calls.getOrDefault("publish", 0L));
    }

    Work since(Work before) {
      return new Work(calls - before.calls, published - before.published);
    }
  }

  @Test
  void a_hundred_idle_rooms_cost_nothing_but_the_beats_of_the_node() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(server);
      for (int i = 0; i < 100; i++) {
        Guest.watching(node, "room" + i, "tom");
      }
      Work before = Work.of(server);

      Guest.until(() -> Work.of(server).since(before).published() > 3);

      // Each beat is one call, and rings once.
      Work work = Work.of(server).since(before);
      assertThat(work.calls()).isEqualTo(work.published());
    }
  }

  @Test
  void a_command_is_one_call_and_an_event_is_read_by_nobody_who_hears_it() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");
      Guest ann = Guest.in(nodes.at(server), "lobby", "ann");
      tom.said("first");
      ann.sees("first");
      Work before = Work.of(server);

      for (int i = 0; i < 200; i++) {
        tom.said("m" + i);
      }
      ann.sees("m199");
      tom.sees("m199");

      // All that is called rings once, be it a command or a beat: nothing was called to read.
      Work work = Work.of(server).since(before);
      assertThat(work.published()).isGreaterThanOrEqualTo(200);
      assertThat(work.calls()).isEqualTo(work.published());
    }
  }

  @Test
  void law08_a_node_has_two_connections_however_many_rooms_it_has() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(server);
      for (int i = 0; i < 50; i++) {
        Guest.watching(node, "room" + i, "tom");
      }

      String clients = String.valueOf(server.command("CLIENT", "LIST"));

      assertThat(
              clients
                  .lines()
                  .filter(
                      each ->
                          each.contains("lib-name=Lettuce")
                              || each.contains("cmd=subscribe")
                              || each.contains("cmd=fcall")
                              || each.contains("cmd=evalsha")))
          .hasSize(2);
    }
  }

  @Test
  void law08_what_is_kept_is_bounded_and_a_room_that_is_retired_leaves_nothing() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");
      for (int i = 0; i < 1_300; i++) {
        tom.said("m" + i);
      }
      long kept = number(server, "XLEN", "chatroom:{lobby}:log");
      assertThat(kept).isBetween(1_024L, 1_024L + 64);

      tom.accepted(tom.leave());
      tom.retire();

      Guest.until(() -> keysOf(server, "lobby").isEmpty());
    }
  }

  @Test
  void an_empty_room_that_nobody_follows_is_forgotten_in_time() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");
      tom.said("hi");

      tom.close();

      Guest.until(() -> number(server, "PTTL", "chatroom:{lobby}:log") > 0);
      Guest again = Guest.watching(nodes.at(server), "lobby", "ann");
      assertThat(again.snapshots.get(0).recent()).hasSize(3);
      assertThat(number(server, "PTTL", "chatroom:{lobby}:log")).isEqualTo(-1);
    }
  }

  @Test
  void law04_as_many_as_may_be_in_a_room_leave_it_with_their_node() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest ann = Guest.watching(nodes.at(server), "lobby", "ann");
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");
      // More than a hash is scanned of at once; what is held is not looked at more closely.
      for (int thousand = 0; thousand < 10; thousand++) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("HSET", heldBy(server)));
        for (int i = 0; i < 1_000; i++) {
          words.addAll(List.of("session " + thousand + " " + i, "nobody"));
        }
        server.command(words.toArray(String[]::new));
      }

      tom.close();

      Guest.until(() -> ann.events.size() == 2);
      Guest.until(() -> keys(server, "chatroom:{lobby}:held:*").isEmpty());
    }
  }

  private static String heldBy(RedisServer server) {
    return String.valueOf(keys(server, "chatroom:{lobby}:held:*").get(0));
  }

  @Test
  void what_is_closed_leaves_no_thread() {
    try (RedisServer server = RedisServer.start()) {
      List<String> before = threads();
      try (Nodes nodes = new Nodes()) {
        Guest.in(nodes.at(server), "lobby", "tom");
        assertThat(threads()).hasSizeGreaterThan(before.size());
      }

      Guest.until(() -> before.containsAll(threads()));
    }
  }

  private static List<String> threads() {
    List<String> names = new ArrayList<>();
    Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("lettuce"))
        .forEach(each -> names.add(each.getName()));
    return names;
  }

  private static long number(RedisServer server, String... words) {
    return (Long) Objects.requireNonNull(server.command(words));
  }

  private static List<?> keysOf(RedisServer server, String room) {
    return keys(server, "chatroom:{" + room + "}:*");
  }

  private static List<?> keys(RedisServer server, String pattern) {
    return (List<?>) Objects.requireNonNull(server.command("KEYS", pattern));
  }
}
