package dev.chatroom.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/** Where connections come from: one Redis, with or without Sentinel, or a cluster. */
sealed interface Source {

  /** A connection for commands; it finds its way back by itself, and replays nothing. */
  record Commands(
      StatefulConnection<String, String> connection,
      RedisClusterAsyncCommands<String, String> async) {}

  CompletionStage<Commands> connect();

  CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> connectPubSub();

  /** Returns whether a library of functions would be on all of its servers. */
  boolean hasFunctions();

  void close();

  /** One server, or what Sentinel says is the master. */
  record Single(RedisClient client, RedisURI uri) implements Source {

    @Override
    public CompletionStage<Commands> connect() {
      return client
          .connectAsync(StringCodec.UTF8, uri)
          .thenApply(connection -> new Commands(connection, connection.async()));
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, String>> connectPubSub() {
      return client.connectPubSubAsync(StringCodec.UTF8, uri);
    }

    @Override
    public boolean hasFunctions() {
      return true;
    }

    @Override
    public void close() {
      client.shutdown();
    }
  }

  /** A cluster: scripts are loaded into each server as it asks for them. */
  record Cluster(RedisClusterClient client) implements Source {

    @Override
    public CompletionStage<Commands> connect() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
          .thenApply(connection -> new Commands(connection, connection.async()));
    }

    @Override
    public CompletionStage<? extends StatefulRedisPubSubConnection<String, String>>
        connectPubSub() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(known -> client.connectPubSubAsync(StringCodec.UTF8));
    }

    @Override
    public boolean hasFunctions() {
      return false;
    }

    @Override
    public void close() {
      client.shutdown();
    }
  }
}
