package dev.chatroom.confusables;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.SpoofChecker;
import dev.chatroom.Nickname;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.NicknamePolicy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CaselessSkeletonTest {

  private static final NicknamePolicy STANDARD = NicknamePolicy.precis(32);

  private final CaselessSkeleton skeleton = new CaselessSkeleton();

  private static Optional<Nickname> nickname(String requested) {
    return STANDARD.decide(requested) instanceof Decision.Accept accept
        ? Optional.of(accept.nickname())
        : Optional.empty();
  }

  private static String key(String requested) {
    return nickname(requested).orElseThrow().key();
  }

  private static void everyCodePoint(IntConsumer check) {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(check);
  }

  @Test
  @DisplayName("of every code point there is a skeleton, and it is its own skeleton")
  void ends_and_is_idempotent() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () ->
            everyCodePoint(
                each -> {
                  String once = skeleton.of(Character.toString(each));
                  assertThat(skeleton.of(once)).isEqualTo(once);
                }));
  }

  @Test
  @DisplayName("no character passes for a Latin letter or digit, but the few that are written down")
  void nothing_passes_for_latin() {
    SpoofChecker checker = new SpoofChecker.Builder().build();
    Set<String> missed = new TreeSet<>();
    everyCodePoint(
        each ->
            nickname(Character.toString(each))
                .ifPresent(
                    nickname -> {
                      String look = checker.getSkeleton(nickname.text());
                      if (look.matches("[A-Za-z0-9]+")
                          && !skeleton.of(nickname.key()).equals(skeleton.of(key(look)))) {
                        missed.add(nickname.text());
                      }
                    }));

    assertThat(missed)
        .containsExactly(
            "\u01BC", // tone five, looks like 5
            "\u039D", // Greek Nu
            "\u03A5", // Greek Upsilon
            "\u03EC", // Coptic Shima, looks like 6
            "\u0545", // Armenian Yi, looks like 3
            Character.toString(0x118A6), // Warang Citi
            Character.toString(0x118B5),
            Character.toString(0x118BC));
  }

  @Test
  @DisplayName("of the letters a to z, only i and l are one")
  void letters_stay_apart() {
    List<String> skeletons =
        IntStream.rangeClosed('a', 'z')
            .mapToObj(each -> skeleton.of(Character.toString(each)))
            .toList();

    assertThat(skeleton.of("i")).isEqualTo(skeleton.of("l"));
    assertThat(skeletons.stream().distinct()).hasSize(25);
  }

  @Test
  @DisplayName("of a nickname of any characters it is its own, and does not depend on the case")
  void holds_for_any_text() {
    Random random = new Random(39);
    int nicknames = 0;
    for (int i = 0; i < 20_000; i++) {
      Optional<Nickname> nickname = nickname(anyText(random));
      if (nickname.isPresent()) {
        nicknames++;
        String once = skeleton.of(nickname.get().key());
        assertThat(once).isNotEmpty();
        assertThat(skeleton.of(once)).isEqualTo(once);
        assertThat(skeleton.of(key(nickname.get().key()))).isEqualTo(once);
      }
    }
    assertThat(nicknames).isGreaterThan(5_000);
  }

  private static String anyText(Random random) {
    int[][] blocks = {
      {'!', '~'},
      {0xC0, 0x24F},
      {0x300, 0x36F},
      {0x370, 0x52F},
      {0x5D0, 0x5EA},
      {0x10A0, 0x10FF},
      {0x13A0, 0x13FF},
      {0x1E00, 0x1FFF},
      {0x2C80, 0x2CFF},
      {0x3040, 0x30FF},
      {0x4E00, 0x9FFF}
    };
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      int[] block = blocks[random.nextInt(blocks.length)];
      text.appendCodePoint(block[0] + random.nextInt(block[1] - block[0] + 1));
    }
    return text.toString();
  }

  @Test
  void is_the_same_for_threads_that_ask_at_once() throws Exception {
    Random random = new Random(8266);
    List<String> texts = IntStream.range(0, 2_000).mapToObj(i -> anyText(random)).toList();
    List<String> alone = texts.stream().map(skeleton::of).toList();
    int threads = 8;
    CyclicBarrier start = new CyclicBarrier(threads);
    CaselessSkeleton shared = new CaselessSkeleton();
    Callable<List<String>> asking =
        () -> {
          start.await(30, TimeUnit.SECONDS);
          return texts.stream().map(shared::of).toList();
        };

    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(asking));
      }
      for (Future<List<String>> each : running) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(alone);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
