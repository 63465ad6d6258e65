package dev.chatroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.RoomEvent;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.Refuse;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How a user of the library tests a policy in whole stories. */
class PolicySimulationExampleTest {

  /** The example of the documentation of {@link ChatSimulation}, as it stands there. */
  @Test
  void nobody_passes_for_staff() {
    NicknamePolicy standard = NicknamePolicy.precis(32);
    NicknamePolicy noStaff =
        requested ->
            requested.toLowerCase(Locale.ROOT).startsWith("admin")
                ? new Refuse("nickname_reserved", "For staff only.")
                : standard.decide(requested);
    Invariant nobodyIsStaff =
        (room, event) -> {
          if (event instanceof RoomEvent.Joined joined) {
            assertThat(joined.occupant().nickname().key()).doesNotStartWith("admin");
          }
        };
    ChatSimulation.builder()
        .seeds(200)
        .configure(rooms -> rooms.nicknames(noStaff))
        .nicknames("ann", "admin", "Admin Bob", "tom")
        .check(() -> nobodyIsStaff)
        .run();
  }

  @Test
  void a_policy_with_a_hole_is_found_out() {
    NicknamePolicy standard = NicknamePolicy.precis(32);
    NicknamePolicy careless =
        requested ->
            requested.startsWith("admin")
                ? new Refuse("nickname_reserved", "For staff only.")
                : standard.decide(requested);
    ChatSimulation.Builder simulation =
        ChatSimulation.builder()
            .configure(rooms -> rooms.nicknames(careless))
            .nicknames("ann", "admin", "Admin Bob", "tom")
            .check(() -> (room, event) -> isNoStaff(event));

    assertThatThrownBy(simulation::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("check 1 is broken")
        .hasMessageContaining("\"Admin Bob\"");
  }

  private static void isNoStaff(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      assertThat(joined.occupant().nickname().key()).doesNotStartWith("admin");
    }
  }
}
