package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.Position;
import dev.chatroom.redisserver.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where Redis may be: behind a password, behind Sentinel, in a cluster. */
class RedisTopologyIT {

  @Test
  void a_password() {
    try (RedisServer server = RedisServer.builder().requirePass("secret").start();
        Nodes nodes = new Nodes()) {
      String uri = "redis://:secret@127.0.0.1:" + server.port();

      Guest tom = Guest.in(nodes.at(uri, each -> each), "lobby", "tom");

      tom.said("hi");
      tom.sees("hi");
    }
  }

  @Test
  void rooms_of_another_prefix_and_another_database_are_other_rooms() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest.in(nodes.at(server), "lobby", "tom");

      Guest.in(nodes.at(server.uri(), each -> each.prefix("other")), "lobby", "tom");
    }
  }

  @Test
  void sentinel_says_who_the_master_is_also_after_a_failover() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        RedisServer sentinel = RedisServer.builder().sentinelOf("rooms", master, 1).start();
        Nodes nodes = new Nodes()) {
      master.awaitReplica();
      String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "#rooms";
      Guest tom = Guest.in(nodes.patient(uri, each -> each.replicas(1)), "lobby", "tom");
      Guest ann = Guest.in(nodes.patient(uri, each -> each.replicas(1)), "lobby", "ann");
      tom.said("before");
      ann.sees("before");
      Guest.until(() -> knows(sentinel, replica));

      master.kill();
      Guest.until(() -> isMaster(replica));

      // There is no replica any more to have what is said, so that it is not acknowledged.
      Guest.until(
          () -> {
            var unused = tom.says("after");
            return ann.texts().contains("after");
          });
      // Whoever was promoted may have missed something, which nobody can know: it is another log.
      assertThat(ann.snapshots).hasSize(2);
      assertThat(ann.snapshots.get(1).recent())
          .extracting(each -> each.event().getClass().getSimpleName())
          .startsWith("Joined", "Joined", "Posted");
    }
  }

  private static boolean knows(RedisServer sentinel, RedisServer replica) {
    return String.valueOf(sentinel.command("SENTINEL", "REPLICAS", "rooms"))
        .contains(String.valueOf(replica.port()));
  }

  private static boolean isMaster(RedisServer server) {
    try {
      return String.valueOf(server.command("INFO", "replication")).contains("role:master");
    } catch (UncheckedIOException justNowItChanges) {
      return false;
    }
  }

  @Test
  void a_cluster_of_several_servers() {
    try (RedisServer one = RedisServer.builder().cluster().start();
        RedisServer other = RedisServer.builder().cluster().start();
        Nodes nodes = new Nodes()) {
      share(one, other);
      List<RedisURI> seeds = List.of(RedisURI.create(one.uri()));
      RedisBackplane here = nodes.added(RedisBackplane.clusterBuilder(seeds), each -> each);
      RedisBackplane there = nodes.added(RedisBackplane.clusterBuilder(seeds), each -> each);
      for (int i = 0; i < 8; i++) {
        Guest tom = Guest.in(here, "room" + i, "tom");
        Guest ann = Guest.in(there, "room" + i, "ann");

        tom.said("hi");
        ann.said("hi tom");

        ann.sees("hi");
        tom.sees("hi tom");
      }
      assertThat(keys(one)).isPositive();
      assertThat(keys(other)).isPositive();
    }
  }

  @Test
  void law01_in_a_cluster_too_a_replica_that_takes_over_has_another_log() {
    try (RedisServer master = RedisServer.builder().cluster().start();
        RedisServer replica = RedisServer.builder().cluster().start();
        Nodes nodes = new Nodes()) {
      slots(master, 0, 16_384);
      meet(master, replica);
      replica.command("CLUSTER", "REPLICATE", String.valueOf(master.command("CLUSTER", "MYID")));
      master.awaitReplica();
      List<RedisURI> seeds = List.of(RedisURI.create(master.uri()));
      RedisBackplane node = nodes.added(RedisBackplane.clusterBuilder(seeds), each -> each);
      Guest tom = Guest.in(node, "lobby", "tom");
      Position before = tom.said("before");
      master.awaitReplica();

      replica.command("CLUSTER", "FAILOVER", "TAKEOVER");

      // Who was the master may take something yet, which is lost then.
      Guest.until(
          () -> {
            tom.saysAtLast("after");
            return tom.snapshots.size() > 1;
          });
      assertThat(tom.said("there").epoch()).isNotEqualTo(before.epoch());
    }
  }

  private static long keys(RedisServer server) {
    return (Long) Objects.requireNonNull(server.command("DBSIZE"));
  }

  /** Each has one half of the slots. */
  private static void share(RedisServer one, RedisServer other) {
    slots(one, 0, 8_192);
    slots(other, 8_192, 16_384);
    meet(one, other);
  }

  private static void meet(RedisServer one, RedisServer other) {
    one.command("CLUSTER", "MEET", "127.0.0.1", String.valueOf(other.port()));
    Guest.until(() -> isWhole(one) && isWhole(other));
    // They have met: from now on one that stands still for a moment is not given up.
    for (RedisServer each : List.of(one, other)) {
      each.command("CONFIG", "SET", "cluster-node-timeout", "15000");
    }
  }

  private static boolean isWhole(RedisServer server) {
    String info = String.valueOf(server.command("CLUSTER", "INFO"));
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:2");
  }

  private static void slots(RedisServer server, int from, int to) {
    List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    for (int slot = from; slot < to; slot++) {
      words.add(String.valueOf(slot));
    }
    server.command(words.toArray(String[]::new));
  }
}
