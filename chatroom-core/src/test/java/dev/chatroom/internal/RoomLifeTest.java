package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomLifeTest {

  private final RoomLife life = new RoomLife();

  @Test
  void is_idle_when_nothing_keeps_it() {
    assertThat(life.isIdle()).isTrue();
    assertThat(life.keep()).isTrue();
    assertThat(life.keep()).isTrue();
    assertThat(life.release()).as("one is left").isFalse();
    assertThat(life.isIdle()).isFalse();

    assertThat(life.release()).as("none is left").isTrue();
    assertThat(life.isIdle()).isTrue();
  }

  @Test
  void what_is_kept_is_not_retired() {
    life.keep();

    assertThat(life.retire(life.spell())).isFalse();
    assertThat(life.keep()).isTrue();
  }

  @Test
  void what_was_kept_meanwhile_is_not_retired() {
    long spell = life.spell();
    life.keep();
    life.release();

    assertThat(life.retire(spell)).isFalse();
    assertThat(life.retire(life.spell())).isTrue();
  }

  @Test
  void what_is_retired_is_kept_by_nothing_any_more() {
    assertThat(life.retire(life.spell())).isTrue();

    assertThat(life.keep()).isFalse();
    assertThat(life.keep()).isFalse();
    assertThat(life.isIdle()).isFalse();
    assertThat(life.retire(life.spell())).as("only one call did").isFalse();
  }
}
