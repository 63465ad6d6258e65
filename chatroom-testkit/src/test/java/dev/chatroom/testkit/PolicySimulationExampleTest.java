package dev.chatroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatroom.Occupant;
import dev.chatroom.RoomEvent;
import dev.chatroom.policy.NicknamePolicy;
import org.junit.jupiter.api.Test;

/** How a user of the library tests a policy in whole stories. */
class PolicySimulationExampleTest {

  private static final NicknamePolicy STANDARD = NicknamePolicy.precis(32);
  private static final NicknamePolicy NO_STAFF =
      requested -> {
        NicknamePolicy.Decision decision = STANDARD.decide(requested);
        return decision instanceof NicknamePolicy.Decision.Accept accept
                && accept.nickname().key().startsWith("admin")
            ? new NicknamePolicy.Decision.Refuse("nickname_reserved", "For staff only.")
            : decision;
      };

  private static ChatSimulation.Builder simulation(NicknamePolicy policy) {
    return ChatSimulation.builder()
        .seeds(200)
        .configure(rooms -> rooms.nicknames(policy))
        .nicknames("ann", "admin", "Admin Bob", "tom")
        .check(() -> (room, event) -> isNoStaff(event));
  }

  private static void isNoStaff(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      isNoStaff(joined.occupant());
    } else if (event instanceof RoomEvent.Renamed renamed) {
      isNoStaff(renamed.occupant());
    }
  }

  private static void isNoStaff(Occupant occupant) {
    assertThat(occupant.nickname().key()).doesNotStartWith("admin");
  }

  @Test
  void nobody_passes_for_staff() {
    simulation(NO_STAFF).run();
  }

  @Test
  void the_policy_is_needed() {
    assertThatThrownBy(simulation(STANDARD)::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("check 1 is broken")
        .hasMessageContaining("admin");
  }
}
