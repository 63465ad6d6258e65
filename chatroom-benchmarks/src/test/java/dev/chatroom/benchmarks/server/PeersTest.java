package dev.chatroom.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeersTest {

  private final Peers peers = new Peers();

  @Test
  void peers_are_known_by_name() {
    assertThat(peers.named("limit").dialect()).isEqualTo(Dialect.SOCKET_IO_4);
    assertThat(peers.named("limit-plain").dialect()).isEqualTo(Dialect.PLAIN);
    assertThatThrownBy(() -> peers.named("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("peer: nobody (expected: one of [limit,");
  }

  @Test
  void a_limit_with_a_window_is_for_joins() {
    assertThat(peers.names("join")).contains("limit", "limit-window", "limit-plain-window");
    assertThat(peers.names("steady"))
        .contains("limit", "node-ws")
        .doesNotContain("limit-window", "limit-plain-window");
  }

  @Test
  void shared_rooms_are_for_nodes() {
    assertThat(peers.names("nodes"))
        .containsExactly(
            "chatroom-socketio",
            "chatroom-socketio-redis-1",
            "chatroom-socketio-redis-2",
            "chatroom-jetty",
            "chatroom-jetty-redis-1",
            "chatroom-jetty-redis-2");
    assertThat(peers.named("chatroom-jetty-redis-2").sharing()).isEqualTo(2);
    assertThat(peers.names("steady"))
        .contains("chatroom-jetty")
        .noneMatch(each -> each.contains("redis"));
  }

  @Test
  void all_java_peers_have_the_same_jvm() {
    assertThat(
            peers.all().stream()
                .map(Peer::command)
                .filter(each -> !each.get(0).equals("node"))
                .map(each -> each.subList(0, 5))
                .distinct())
        .hasSize(1);
  }

  @Test
  void what_npm_fetches_is_known_by_its_own_names() throws Exception {
    assertThat(peers.nodePackages())
        .contains("socket.io 1.4.5")
        .anyMatch(each -> each.matches("socket\\.io 4\\..*"))
        .anyMatch(each -> each.matches("ws \\d+\\..*"));
  }
}
