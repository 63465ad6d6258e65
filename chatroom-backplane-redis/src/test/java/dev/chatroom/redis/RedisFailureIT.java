package dev.chatroom.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatroom.Position;
import dev.chatroom.RoomEvent;
import dev.chatroom.redisserver.RedisConfig;
import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.redisserver.Relay;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.LogSnapshot;
import dev.chatroom.testkit.contract.RealTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What happens when Redis, or the way to it, fails. */
class RedisFailureIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void law10_a_restart_with_an_append_only_file_loses_nothing_and_resets_nobody() {
    try (RedisServer server = RedisServer.builder().appendOnly(RedisConfig.Fsync.ALWAYS).start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.patient(server.uri(), each -> each), "lobby", "tom");
      Guest ann = Guest.in(nodes.patient(server.uri(), each -> each), "lobby", "ann");
      tom.said("before");

      server.kill();
      assertThat(tom.says("while it is down")).failsWithin(SOON);
      server.restart();

      tom.saysAtLast("after");
      ann.sees("after");
      assertThat(ann.texts()).containsExactly("before", "after");
      assertThat(ann.snapshots).hasSize(1);
      assertThat(ann.events).noneMatch(RoomEvent.Left.class::isInstance);
    }
  }

  @Test
  void law02_a_restart_that_forgets_is_another_log() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");

      server.kill();
      server.restart();

      Guest.until(() -> tom.snapshots.size() > 1);
      LogSnapshot now = tom.snapshots.get(1);
      assertThat(now.head().epoch()).isNotEqualTo(tom.snapshots.get(0).head().epoch());
      assertThat(now.state().seats()).isEmpty();
      tom.accepted(tom.claim());
    }
  }

  @Test
  void law02_a_failover_that_lost_what_a_node_has_read_is_another_log() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        Relay relay = new Relay(master);
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(relay.uri(), each -> each), "lobby", "tom");
      tom.said("replicated");
      master.awaitReplica();
      replica.command("REPLICAOF", "NO", "ONE");
      tom.said("lost");
      tom.sees("lost");

      relay.target(replica);

      Guest.until(() -> tom.snapshots.size() > 1);
      LogSnapshot now = tom.snapshots.get(1);
      assertThat(now.head().epoch()).isNotEqualTo(tom.snapshots.get(0).head().epoch());
      assertThat(now.recent())
          .extracting(each -> each.event().getClass().getSimpleName())
          .containsExactly("Joined", "Posted");
      tom.saysAtLast("goes on");
      tom.sees("goes on");
    }
  }

  @Test
  void law01_no_position_has_two_events_although_who_comes_first_has_not_read_what_was_lost() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        Relay tomsWay = new Relay(master);
        Relay annsWay = new Relay(master);
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(tomsWay.uri(), each -> each), "lobby", "tom");
      Guest ann = Guest.in(nodes.at(annsWay.uri(), each -> each), "lobby", "ann");
      Position said = tom.said("replicated");
      ann.sees("replicated");
      master.awaitReplica();
      replica.command("REPLICAOF", "NO", "ONE");
      annsWay.cut();
      tom.said("lost");
      tom.sees("lost");

      annsWay.target(replica);
      annsWay.restore();
      ann.saysAtLast("first");
      tomsWay.target(replica);

      assertThat(ann.said("second").epoch()).isNotEqualTo(said.epoch());
      Guest.until(() -> ann.snapshots.size() > 1 && tom.snapshots.size() > 1);
      assertThat(ann.events)
          .filteredOn(each -> each.position().offset() > said.offset())
          .noneMatch(each -> each.position().epoch().equals(said.epoch()));
      ann.said("third");
      tom.sees("third");
    }
  }

  @Test
  void law10_with_a_replica_to_wait_for_nothing_is_acknowledged_that_only_the_master_has() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        Nodes nodes = new Nodes()) {
      master.awaitReplica();
      Guest tom = Guest.in(nodes.at(master.uri(), each -> each.replicas(1)), "lobby", "tom");
      tom.said("both have it");

      replica.kill();

      assertThat(tom.says("only one has it")).failsWithin(SOON);
    }
  }

  @Test
  void law09_on_a_way_that_swallows_everything_commands_fail_within_the_timeout() {
    try (RedisServer server = RedisServer.start();
        Relay relay = new Relay(server);
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(relay.uri(), each -> each);
      Guest tom = Guest.in(node, "lobby", "tom");

      relay.blackhole();
      CompletableFuture<AppendResult> swallowed = tom.says("swallowed");
      assertThat(swallowed).failsWithin(SOON);
      Guest.until(() -> !node.isReachable());
      CompletableFuture<AppendResult> refused = tom.says("refused at once");
      assertThat(refused).isCompletedExceptionally();
      // Not before its deadline is over there, or it might still be in time.
      long deadline = seconds(server) + Nodes.TIMEOUT.toSeconds() + 1;
      Guest.until(() -> seconds(server) > deadline);
      relay.restore();

      tom.saysAtLast("goes on");
      tom.sees("goes on");
      assertThat(tom.texts()).containsExactly("goes on");
    }
  }

  private static long seconds(RedisServer server) {
    List<?> time = (List<?>) Objects.requireNonNull(server.command("TIME"));
    return Long.parseLong(String.valueOf(time.get(0)));
  }

  @Test
  void law04_who_left_and_was_brought_back_by_a_failover_leaves_again() {
    try (RedisServer master = RedisServer.start();
        RedisServer replica = RedisServer.builder().replicaOf(master).start();
        Relay relay = new Relay(master);
        Nodes nodes = new Nodes()) {
      RedisBackplane node = nodes.at(relay.uri(), each -> each);
      Guest tom = Guest.in(node, "lobby", "tom");
      master.awaitReplica();
      replica.command("REPLICAOF", "NO", "ONE");
      tom.accepted(tom.detach());
      Guest.until(() -> lefts(tom) == 1);

      relay.target(replica);

      Guest.until(() -> tom.snapshots.size() > 1);
      Guest.until(() -> lefts(tom) == 2);
    }
  }

  private static long lefts(Guest guest) {
    return guest.events.stream().filter(RoomEvent.Left.class::isInstance).count();
  }

  @Test
  void a_server_that_forgets_its_scripts_is_given_them_again() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");

      server.command("SCRIPT", "FLUSH");
      if (server.isFunctionCapable()) {
        server.command("FUNCTION", "FLUSH");
      }

      tom.saysAtLast("goes on");
      tom.sees("goes on");
      assertThat(tom.snapshots).hasSize(1);
    }
  }

  @Test
  void a_server_that_is_not_there_yet_is_waited_for() {
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      server.kill();
      RedisBackplane node = nodes.at(server);
      assertThat(node.isReachable()).isFalse();

      server.restart();

      Guest.in(node, "lobby", "tom").said("hi");
      assertThat(node.isReachable()).isTrue();
    }
  }

  @Test
  void what_a_user_may_not_do_is_said_and_the_node_is_not_reachable_until_they_may() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger heart = (Logger) LoggerFactory.getLogger(Heart.class);
    log.start();
    heart.addAppender(log);
    try (RedisServer server = RedisServer.start();
        Nodes nodes = new Nodes()) {
      server.command(
          "ACL", "SETUSER", "chat", "on", ">secret", "allkeys", "allchannels", "+@all", "-info");
      String uri = "redis://chat:secret@127.0.0.1:" + server.port();
      RedisBackplane node = nodes.at(uri, each -> each);

      Guest.until(() -> !warnings(log).isEmpty());
      assertThat(node.isReachable()).isFalse();
      assertThat(warnings(log)).allMatch(each -> each.startsWith("Redis refuses what this node"));

      server.command("ACL", "SETUSER", "chat", "+info");

      Guest.until(node::isReachable);
      Guest.in(node, "lobby", "tom").said("hi");
      assertThat(warnings(log)).hasSize(1);
    } finally {
      heart.detachAppender(log);
    }
  }

  private static List<String> warnings(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream()
        .filter(each -> each.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void law01_two_failovers_are_seen_by_a_room_that_nobody_asked_for_meanwhile() {
    try (RedisServer first = RedisServer.start();
        RedisServer second = RedisServer.builder().replicaOf(first).start();
        RedisServer third = RedisServer.builder().replicaOf(second).start();
        Relay relay = new Relay(first);
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(relay.uri(), each -> each), "lobby", "tom");
      Position said = tom.said("replicated");
      first.awaitReplica();
      second.command("REPLICAOF", "NO", "ONE");
      second.awaitReplica();
      third.command("REPLICAOF", "NO", "ONE");

      relay.target(third);
      tom.saysAtLast("goes on");

      assertThat(tom.said("there").epoch()).isNotEqualTo(said.epoch());
    }
  }

  @Test
  void law01_a_promotion_is_seen_although_the_master_had_begun_another_history_before() {
    try (RedisServer master = RedisServer.start();
        Relay annsWay = new Relay(master);
        Nodes nodes = new Nodes()) {
      Guest tom = Guest.in(nodes.at(master), "lobby", "tom");
      Guest ann = Guest.in(nodes.at(annsWay.uri(), each -> each), "lobby", "ann");
      Position said = tom.said("before there is a replica");
      ann.sees("before there is a replica");
      // A master that has had no replica begins another history with the first one.
      try (RedisServer replica = RedisServer.builder().replicaOf(master).start()) {
        master.awaitReplica();
        replica.command("REPLICAOF", "NO", "ONE");
        annsWay.cut();
        tom.said("lost, and with it that the room has known the other history");

        annsWay.target(replica);
        annsWay.restore();
        ann.saysAtLast("goes on");

        assertThat(ann.said("there").epoch()).isNotEqualTo(said.epoch());
      }
    }
  }

  @Test
  void law02_whoever_missed_more_than_is_kept_begins_anew_in_the_same_log() {
    try (RedisServer server = RedisServer.start();
        Relay relay = new Relay(server);
        Nodes nodes = new Nodes()) {
      Guest ann = Guest.watching(nodes.at(relay.uri(), each -> each), "lobby", "ann");
      Guest tom = Guest.in(nodes.at(server), "lobby", "tom");
      Guest.until(() -> !ann.events.isEmpty());

      relay.cut();
      for (int i = 0; i < 1_100; i++) {
        tom.said("m" + i);
      }
      relay.restore();

      Guest.until(() -> ann.snapshots.size() > 1);
      assertThat(ann.snapshots.get(1).head().epoch())
          .isEqualTo(ann.snapshots.get(0).head().epoch());
      assertThat(ann.snapshots.get(1).recent()).hasSize(1_024);
    }
  }

  @Test
  void law04_who_shuts_down_leaves_at_once_and_who_is_killed_within_the_lease() {
    try (RedisServer server = RedisServer.start();
        Relay relay = new Relay(server);
        Nodes nodes = new Nodes()) {
      Guest ann = Guest.watching(nodes.at(server), "lobby", "ann");
      RedisBackplane orderly = nodes.at(server);
      Guest tom = Guest.in(orderly, "lobby", "tom");
      Guest.in(nodes.at(relay.uri(), each -> each), "lobby", "kim");
      Guest.until(() -> ann.events.size() == 2);

      tom.close();
      orderly.close();
      Guest.until(() -> ann.events.size() == 3);
      relay.cut();
      assertThat(RealTime.await(Nodes.LEASE, () -> ann.events.size() == 4)).isTrue();

      assertThat(ann.events.subList(2, 4))
          .extracting(each -> ((RoomEvent.Left) each).reason().name())
          .containsExactly("SHUTDOWN", "SERVER_LOST");
    }
  }
}
