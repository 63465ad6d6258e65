package dev.chatroom.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.ChatRoom;
import dev.chatroom.ChatRooms;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.SlowReaderPolicy;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client stops reading: the others get everything, in order; what waits for the one is bounded,
 * and it is told what it missed, or closed.
 */
class SlowReaderIT {

  private static final int MESSAGES = 300;
  private static final int MESSAGE_BYTES = 32 * 1024;
  private static final int MAX_OUTBOUND_BYTES = 128 * 1024;

  @ParameterizedTest
  @EnumSource
  void the_others_do_not_notice(SlowReaderPolicy.Reaction reaction) throws IOException {
    ChatRooms.Builder rooms =
        ChatRooms.builder()
            .rates(RateLimits.none())
            .slowReaders(new SlowReaderPolicy(reaction, Long.MAX_VALUE));
    try (ChatServer server =
            // All on one lane, where one could stand in the others' way.
            ChatServer.start(
                rooms, options -> options.lanes(1).maxOutboundBytes(MAX_OUTBOUND_BYTES));
        RawWebSocket slow = RawWebSocket.openSlow(server.address(), "/chat");
        RawWebSocket ann = server.connect();
        RawWebSocket tom = server.connect()) {
      slow.await("nicknames");
      ann.await("nicknames");
      tom.await("nicknames");
      ChatRoom lobby = server.rooms().room("lobby");
      for (int i = 0; i < MESSAGES; i++) {
        lobby.post(i + " " + "x".repeat(MESSAGE_BYTES));
        assertThat(ann.await("\"message\"")).contains("\"msg\":\"" + i + " ");
        assertThat(tom.await("\"message\"")).contains("\"msg\":\"" + i + " ");
      }
      if (reaction == SlowReaderPolicy.Reaction.RESET) {
        slow.await("{\"event\":\"reset\",\"data\":{\"reason\":\"lagged\"}}");
      } else {
        slow.awaitEnd();
      }
    }
  }
}
