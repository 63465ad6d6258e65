package dev.chatroom.testkit;

import dev.chatroom.ChatRooms;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.Refuse;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation, as it stands there. */
class RoomPolicyExampleTest {

  @Test
  void nobody_passes_for_staff() {
    NicknamePolicy standard = NicknamePolicy.precis(32);
    NicknamePolicy noStaff =
        requested ->
            requested.startsWith("admin")
                ? new Refuse("nickname_reserved", "For staff only.")
                : standard.decide(requested);
    try (ChatRooms rooms = ChatRooms.builder().nicknames(noStaff).build();
        LoopbackTransport loopback = LoopbackTransport.startedOn(rooms)) {
      LoopbackClient ann = loopback.connect();
      LoopbackClient tom = loopback.connect();
      tom.claim("admin tom").isRefused("nickname_reserved");
      tom.claim("tom").isAnswered("ok");
      tom.say("hi");
      ann.sees("tom说:hi").seesNicknames("tom");
    }
  }
}
