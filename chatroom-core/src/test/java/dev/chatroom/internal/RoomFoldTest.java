package dev.chatroom.internal;

import static dev.chatroom.internal.Events.joined;
import static dev.chatroom.internal.Events.left;
import static dev.chatroom.internal.Events.names;
import static dev.chatroom.internal.Events.occupant;
import static dev.chatroom.internal.Events.posted;
import static dev.chatroom.internal.Events.renamed;
import static dev.chatroom.internal.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatroom.spi.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomFoldTest {

  private final RoomFold occupants = new RoomFold(state(List.of()));

  private boolean apply(LogEntry entry) {
    return occupants.apply(entry);
  }

  @Test
  void are_listed_in_order_of_joining() {
    apply(joined(1, "zoe"));
    apply(joined(2, "ann"));
    apply(joined(3, "tom"));
    apply(left(4, "ann"));
    apply(joined(5, "ann"));

    assertThat(names(occupants.inOrderOfJoining())).containsExactly("zoe", "tom", "ann");
  }

  @Test
  void keep_their_place_when_they_are_renamed() {
    apply(joined(1, "ann"));
    apply(joined(2, "tom"));

    apply(renamed(3, occupant("ann"), "zoe"));

    assertThat(names(occupants.inOrderOfJoining())).containsExactly("zoe", "tom");
    assertThat(occupants.byKey("ann")).isNull();
    assertThat(occupants.byKey("zoe")).isEqualTo(occupants.byId("id of ann"));
  }

  @Test
  void are_found_under_the_same_key_when_only_the_case_changed() {
    apply(joined(1, "tom"));

    apply(renamed(2, occupant("tom"), "Tom"));

    assertThat(names(occupants.inOrderOfJoining())).containsExactly("Tom");
    assertThat(occupants.byKey("tom")).isEqualTo(occupants.byId("id of tom"));
  }

  @Test
  void give_the_nickname_back_when_they_leave() {
    apply(joined(1, "tom"));
    apply(left(2, "tom"));

    assertThat(occupants.inOrderOfJoining()).isEmpty();
    assertThat(occupants.byKey("tom")).isNull();
    assertThat(occupants.byId("id of tom")).isNull();
  }

  @Test
  void say_whether_an_event_changed_them() {
    assertThat(apply(joined(1, "tom"))).isTrue();
    assertThat(apply(posted(2, "tom", "hi"))).isFalse();
    assertThat(apply(renamed(3, occupant("tom"), "thomas"))).isTrue();
    assertThat(apply(left(4, "tom"))).isTrue();
  }

  @Test
  void may_begin_with_those_of_a_snapshot() {
    RoomFold later = new RoomFold(state(List.of(occupant("tom"), occupant("ann"))));

    assertThat(names(later.inOrderOfJoining())).containsExactly("tom", "ann");
    assertThat(later.byKey("ann")).isEqualTo(occupant("ann"));
  }

  @Test
  void a_list_that_was_given_out_does_not_change() {
    apply(joined(1, "tom"));
    List<dev.chatroom.Occupant> before = occupants.inOrderOfJoining();

    apply(joined(2, "ann"));

    assertThat(names(before)).containsExactly("tom");
  }
}
