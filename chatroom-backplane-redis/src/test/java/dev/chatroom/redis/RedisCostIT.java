package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.redisserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Redis has to do, counted by itself. */
class RedisCostIT {

  private static final Pattern CALLS = Pattern.compile("cmdstat_(fcall|evalsha):calls=(\\d+)");

  private static long calls(RedisServer server) {
    Matcher matcher = CALLS.matcher(String.valueOf(server.command("INFO", "commandstats")));
    return matcher.results().mapToLong(each -> Long.parseLong(each.group(2))).sum();
  }

  private static long beats(RedisServer server) {
    Pattern published = Pattern.compile("cmdstat_publish:calls=(\\d+)");
    Matcher matcher = published.matcher(String.valueOf(server.command("INFO", "commandstats")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  @Test
  void a_hundred_idle_rooms_cost_nothing_but_the_beats_of_the_node() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(server);
      for (int i = 0; i < 100; i++) {
        Guest.watching(node, "room" + i, "tom");
      }
      long callsBefore = calls(server);
      long beatsBefore = beats(server);

      Guest.until(() -> beats(server) > beatsBefore + 3);

      // Each beat is one call, and rings once; one may be between the two countings.
      long beats = beats(server) - beatsBefore;
      assertThat(calls(server) - callsBefore).isBetween(beats - 1, beats + 1);
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
      long callsBefore = calls(server);
      long publishedBefore = beats(server);

      for (int i = 0; i < 200; i++) {
        tom.said("m" + i);
      }
      ann.sees("m199");
      tom.sees("m199");

      // All that is called rings once, be it a command or a beat: nothing was called to read.
      long published = beats(server) - publishedBefore;
      assertThat(published).isGreaterThanOrEqualTo(200);
      assertThat(calls(server) - callsBefore).isBetween(published - 2, published + 2);
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
