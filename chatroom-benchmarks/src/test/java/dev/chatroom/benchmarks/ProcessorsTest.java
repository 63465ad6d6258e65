package dev.chatroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessorsTest {

  @Test
  void a_list_has_single_ones_and_ranges() {
    Processors processors = new Processors("0,2-4");

    assertThat(processors.include(0)).isTrue();
    assertThat(processors.include(1)).isFalse();
    assertThat(processors.include(3)).isTrue();
    assertThat(processors.include(4)).isTrue();
    assertThat(processors.include(5)).isFalse();
  }

  @Test
  void this_process_has_some() throws Exception {
    assertThat(Processors.ofThisProcess().list()).matches("[0-9,-]+");
  }
}
