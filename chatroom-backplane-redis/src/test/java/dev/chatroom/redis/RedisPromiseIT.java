package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.redisserver.RedisConfig;
import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.redisserver.Relay;
import dev.chatroom.spi.AppendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is still there of what was acknowledged; the figures of docs/operations.md. */
class RedisPromiseIT {

  private static final int ENOUGH = 500;
  private static final int UNDER_WAY = 8;

  /** What somebody said, and where, as it was acknowledged. */
  private record Said(String text, Position position) {}

  /** Says one thing after another until the server is gone; returns what was acknowledged. */
  private static List<Said> talk(Guest guest, RedisServer server) {
    List<Said> acknowledged = new ArrayList<>();
    Deque<CompletableFuture<Said>> underWay = new ArrayDeque<>();
    for (int number = 0; ; number++) {
      String text = "m" + number;
      underWay.add(
          guest
              .says(text)
              .thenApply(result -> new Said(text, ((AppendResult.Appended) result).position())));
      if (underWay.size() == UNDER_WAY) {
        try {
          acknowledged.add(underWay.remove().get(30, TimeUnit.SECONDS));
        } catch (Exception gone) {
          return acknowledged;
        }
      }
      if (acknowledged.size() == ENOUGH && underWay.size() == UNDER_WAY - 1) {
        server.kill();
      }
    }
  }

  private static List<Said> missing(List<Said> acknowledged, Guest later) {
    List<String> there =
        later.snapshots.get(0).recent().stream()
            .filter(each -> each.event() instanceof RoomEvent.Posted)
            .map(each -> ((RoomEvent.Posted) each.event()).message().text())
            .toList();
    return acknowledged.stream().filter(each -> !there.contains(each.text())).toList();
  }

  private static void tell(String what, List<Said> acknowledged, List<Said> missing) {
    System.out.printf(
        "%s: %d acknowledged, %d missing%n", what, acknowledged.size(), missing.size());
  }

  @ParameterizedTest
  @EnumSource
  void law10_a_server_that_is_killed_keeps_what_it_appended_to_a_file(RedisConfig.Fsync fsync) {
    try (RedisServer server = RedisServer.builder().appendOnly(fsync).start();
        Nodes nodes = new Nodes()) {
      List<Said> acknowledged = talk(Guest.in(nodes.at(server), "lobby", "tom"), server);

      server.restart();

      Guest later = Guest.watching(nodes.at(server), "lobby", "ann");
      List<Said> missing = missing(acknowledged, later);
      tell("killed, appendfsync " + fsync, acknowledged, missing);
      if (fsync == RedisConfig.Fsync.EVERY_SECOND) {
        // While the disk is busy with the last second, Redis keeps back what it writes, and
        // answers.
        assertThat(acknowledged).endsWith(missing.toArray(Said[]::new));
      } else {
        assertThat(missing).isEmpty();
      }
      assertThat(later.snapshots.get(0).head().epoch())
          .isEqualTo(acknowledged.get(0).position().epoch());
    }
  }

  @Test
  void a_server_without_a_file_loses_all_and_says_so_by_another_epoch() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      List<Said> acknowledged = talk(Guest.in(nodes.at(server), "lobby", "tom"), server);

      server.restart();

      Guest later = Guest.watching(nodes.at(server), "lobby", "ann");
      List<Said> missing = missing(acknowledged, later);
      tell("killed, appendonly no", acknowledged, missing);
      assertThat(missing).isEqualTo(acknowledged);
      assertThat(later.snapshots.get(0).head().epoch())
          .isNotEqualTo(acknowledged.get(0).position().epoch());
    }
  }

  @Test
  void law10_a_failover_to_a_replica_that_is_waited_for_loses_nothing() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        Relay relay = new Relay(master);
        Nodes nodes = new Nodes()) {
      master.awaitReplica();
      Guest tom = Guest.in(nodes.at(relay.uri(), each -> each.replicas(1)), "lobby", "tom");
      List<Said> acknowledged = talk(tom, master);

      replica.command("REPLICAOF", "NO", "ONE");

      List<Said> missing = missing(acknowledged, Guest.watching(nodes.at(replica), "lobby", "ann"));
      tell("failover, replicas(1)", acknowledged, missing);
      assertThat(missing).isEmpty();
    }
  }

  @Test
  void a_failover_to_a_replica_that_is_not_waited_for_loses_what_it_had_not_got() {
    try (RedisServer master = RedisServer.start();
        Relay between = new Relay(master);
        RedisServer replica =
            RedisServer.builder().line("replicaof 127.0.0.1 " + between.port()).start();
        Nodes nodes = new Nodes()) {
      master.awaitReplica();
      Guest tom = Guest.in(nodes.at(master), "lobby", "tom");
      Position before = tom.said("replicated");
      master.awaitReplica();
      between.blackhole();
      List<Said> acknowledged = talk(tom, master);

      replica.command("REPLICAOF", "NO", "ONE");

      Guest later = Guest.watching(nodes.at(replica), "lobby", "ann");
      List<Said> missing = missing(acknowledged, later);
      tell("failover to a replica that heard nothing, replicas(0)", acknowledged, missing);
      assertThat(missing).isEqualTo(acknowledged);
      assertThat(later.snapshots.get(0).head().offset()).isEqualTo(before.offset());
      assertThat(later.snapshots.get(0).head().epoch()).isNotEqualTo(before.epoch());
    }
  }
}
