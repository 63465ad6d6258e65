package dev.chatroom.chaos;

import dev.chatroom.chaos.truth.TruthReader;
import dev.chatroom.redisserver.RedisConfig;
import dev.chatroom.redisserver.RedisServer;
import dev.chatroom.redisserver.Relay;
import java.util.ArrayList;
import java.util.List;

/**
 * A master, and a replica that takes its place, behind the relays through which nodes reach
 * whichever is the master: as an address is that moves. Both keep what they acknowledge in a file.
 */
final class RedisPair implements AutoCloseable {

  private static final long BYTES_UNDER_WAY_MILLIS = 300;

  private final List<Relay> relays = new ArrayList<>();
  private final Relay replication;
  private RedisServer master;
  private RedisServer replica;

  RedisPair(int nodes) {
    master = RedisServer.builder().appendOnly(RedisConfig.Fsync.ALWAYS).start();
    replication = new Relay(master);
    replica = RedisServer.builder().appendOnly(RedisConfig.Fsync.ALWAYS).start();
    follow();
    for (int i = 0; i < nodes; i++) {
      relays.add(new Relay(master));
    }
  }

  private void follow() {
    replica.command("REPLICAOF", "127.0.0.1", String.valueOf(replication.port()));
    master.awaitReplica();
  }

  synchronized RedisServer master() {
    return master;
  }

  Relay relay(int node) {
    return relays.get(node);
  }

  /** Has the replica get nothing any more. */
  void fallBehind() {
    replication.cut();
  }

  /**
   * Has the replica take over. The nodes are cut off before, so that the truth has all that the old
   * master acknowledged, whether the replica has it or not.
   */
  synchronized void failOver(boolean lossy, TruthReader truth) throws InterruptedException {
    relays.forEach(Relay::cut);
    Thread.sleep(BYTES_UNDER_WAY_MILLIS);
    truth.drain();
    if (!lossy) {
      master.awaitReplica();
    }
    RedisServer old = master;
    old.kill();
    replica.command("REPLICAOF", "NO", "ONE");
    master = replica;
    replica = old;
    truth.moved(master, lossy);
    relays.forEach(each -> each.target(master));
    relays.forEach(Relay::restore);
    replication.target(master);
    replication.restore();
    replica.restart();
    follow();
  }

  @Override
  public synchronized void close() {
    relays.forEach(Relay::close);
    replication.close();
    replica.close();
    master.close();
  }
}
