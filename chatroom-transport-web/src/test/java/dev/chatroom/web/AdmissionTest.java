package dev.chatroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final InetAddress HERE = address("192.0.2.1");
  private static final InetAddress THERE = address("192.0.2.2");

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
  }

  @Test
  void nobody_comes_in_beyond_the_bound_until_somebody_leaves() {
    Admission admission = new Admission("guests", 2, 2);
    Admission.Ticket first = admission.admit(HERE).orElseThrow();
    assertThat(admission.admit(null)).isPresent();
    assertThat(admission.admit(THERE)).isEmpty();
    first.giveBack();
    assertThat(admission.admit(THERE)).isPresent();
    assertThat(admission.admit(THERE)).isEmpty();
  }

  @Test
  void one_address_leaves_room_for_others() {
    Admission admission = new Admission("guests", 10, 2);
    Admission.Ticket first = admission.admit(HERE).orElseThrow();
    assertThat(admission.admit(HERE)).isPresent();
    assertThat(admission.admit(HERE)).isEmpty();
    assertThat(admission.admit(THERE)).isPresent();
    first.giveBack();
    assertThat(admission.admit(HERE)).isPresent();
  }

  @Test
  void a_place_is_given_back_once() {
    Admission admission = new Admission("guests", 2, 2);
    Admission.Ticket first = admission.admit(HERE).orElseThrow();
    assertThat(admission.admit(HERE)).isPresent();
    first.giveBack();
    first.giveBack();
    assertThat(admission.admit(HERE)).isPresent();
    assertThat(admission.admit(HERE)).isEmpty();
  }

  @Test
  void who_is_of_no_address_is_counted_in_all_only() {
    Admission admission = new Admission("guests", 3, 1);
    assertThat(admission.admit(null)).isPresent();
    assertThat(admission.admit(null)).isPresent();
    assertThat(admission.admit(null)).isPresent();
    assertThat(admission.admit(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, 2001:db8::ffff:1, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "192.0.2.1, 192.0.2.2, false",
    "fe80::1%1, fe80::2%2, true",
  })
  void a_network_of_64_bits_counts_as_one(String one, String other, boolean same) {
    Admission admission = new Admission("guests", 10, 1);
    assertThat(admission.admit(address(one))).isPresent();
    assertThat(admission.admit(address(other)).isEmpty()).isEqualTo(same);
  }

  @Test
  void the_operator_is_told_once_per_spell() {
    try (Logged logged = new Logged(Admission.class)) {
      Admission admission = new Admission("guests", 20, 20);
      List<Admission.Ticket> inside = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        inside.add(admission.admit(HERE).orElseThrow());
      }
      assertThat(logged.above(Level.DEBUG)).isEmpty();
      for (int i = 0; i < 5; i++) {
        assertThat(admission.admit(HERE)).isEmpty();
        inside.remove(0).giveBack();
        inside.add(admission.admit(HERE).orElseThrow());
      }
      assertThat(logged.above(Level.DEBUG))
          .containsExactly("WARN there are 20 guests, as many as there may be: more are refused");
      for (int i = 0; i < 2; i++) {
        inside.remove(0).giveBack();
      }
      for (int i = 0; i < 2; i++) {
        inside.add(admission.admit(HERE).orElseThrow());
      }
      assertThat(admission.admit(HERE)).isEmpty();
      assertThat(logged.above(Level.DEBUG)).hasSize(2);
    }
  }

  @Test
  void too_many_of_one_address_are_that_peers_fault() {
    try (Logged logged = new Logged(Admission.class)) {
      Admission admission = new Admission("guests", 20, 1);
      assertThat(admission.admit(HERE)).isPresent();
      assertThat(admission.admit(HERE)).isEmpty();
      assertThat(logged.above(Level.DEBUG)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_happens_at_once_all_places_are_free_again(long seed) {
    Admission admission = new Admission("guests", 30, 10);
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Random random = new Random(seed * 31 + thread);
      threads.add(CompletableFuture.runAsync(() -> comeAndGo(admission, random)));
    }
    threads.forEach(CompletableFuture::join);
    for (int address = 0; address < 3; address++) {
      for (int i = 0; i < 10; i++) {
        assertThat(admission.admit(address("192.0.2." + address))).isPresent();
      }
    }
    assertThat(admission.admit(null)).isEmpty();
  }

  private static void comeAndGo(Admission admission, Random random) {
    List<Admission.Ticket> inside = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Optional<Admission.Ticket> ticket =
          admission.admit(random.nextInt(4) == 0 ? null : address("192.0.2." + random.nextInt(3)));
      ticket.ifPresent(inside::add);
      Collections.shuffle(inside, random);
      while (inside.size() > random.nextInt(10)) {
        Admission.Ticket leaving = inside.remove(0);
        leaving.giveBack();
        if (random.nextBoolean()) {
          leaving.giveBack();
        }
      }
    }
    inside.forEach(Admission.Ticket::giveBack);
  }
}
