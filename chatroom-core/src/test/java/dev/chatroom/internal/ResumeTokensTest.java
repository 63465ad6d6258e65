package dev.chatroom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumeTokensTest {

  private static final byte[] KEY = new byte[32];

  private final ManualClock clock = new ManualClock();
  private final ResumeTokens tokens = tokens(KEY, null, 1);

  private ResumeTokens tokens(byte @Nullable [] key, @Nullable Duration lifetime, long seed) {
    return new ResumeTokens(key, lifetime, clock, new Random(seed));
  }

  @Test
  void what_was_issued_is_read_as_the_same() {
    ResumeTokens.Token token = tokens.issue();

    assertThat(tokens.read(token.text())).contains(token);
    assertThat(token.identity().isAnonymous()).isTrue();
    assertThat(token.identity().expires()).isNull();
  }

  @Test
  void the_same_key_reads_it_anywhere_and_no_other_does() {
    String text = tokens.issue().text();
    byte[] other = KEY.clone();
    other[31] = 1;

    assertThat(tokens(KEY, Duration.ofDays(1), 2).read(text)).isPresent();
    assertThat(tokens(other, null, 3).read(text)).isEmpty();
    assertThat(tokens(null, null, 4).read(text)).isEmpty();
  }

  @Test
  void no_two_are_the_same() {
    Set<String> texts = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      ResumeTokens.Token token = tokens.issue();
      assertThat(texts.add(token.text())).isTrue();
      assertThat(ids.add(token.identity().id())).isTrue();
    }
  }

  @Test
  void no_bit_of_it_can_be_changed() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.issue().text());
    for (int bit = 0; bit < token.length * 8; bit++) {
      byte[] forged = token.clone();
      forged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
          .as("bit %s", bit)
          .isEmpty();
    }
  }

  @Test
  void nothing_of_the_identity_stands_in_it() {
    ResumeTokens.Token token = tokens.issue();
    byte[] bytes = Base64.getUrlDecoder().decode(token.text());
    String hex = java.util.HexFormat.of().formatHex(bytes);

    assertThat(hex).doesNotContain(token.identity().id().substring(1));
    assertThat(token.identity().id()).doesNotContain(token.text());
  }

  @Test
  void one_with_an_end_is_good_until_then_and_cannot_be_lengthened() {
    ResumeTokens brief = tokens(KEY, Duration.ofMinutes(1), 5);
    ResumeTokens.Token token = brief.issue();
    assertThat(token.identity().expires()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    clock.advance(Duration.ofMinutes(1).minusMillis(1));
    assertThat(brief.read(token.text())).contains(token);

    clock.advance(Duration.ofMillis(1));

    assertThat(brief.read(token.text())).isEmpty();
    assertThat(tokens.read(token.text())).as("where they have no end").isEmpty();
  }

  @Test
  void one_that_never_ends_is_a_token_still_where_new_ones_end() {
    String text = tokens.issue().text();
    clock.advance(Duration.ofDays(10_000));

    assertThat(tokens(KEY, Duration.ofMinutes(1), 6).read(text)).isPresent();
  }

  @Test
  void what_is_no_token_is_none() {
    Random random = new Random(7);
    String text = tokens.issue().text();
    assertThat(tokens.read("")).isEmpty();
    assertThat(tokens.read(text + "A")).isEmpty();
    assertThat(tokens.read(text.substring(1))).isEmpty();
    assertThat(tokens.read(text.substring(0, 52) + "==")).isEmpty();
    assertThat(tokens.read(text.substring(0, 53) + "=")).isEmpty();
    for (int i = 0; i < 10_000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int j = 0; j < 54; j++) {
        noise.append((char) random.nextInt(i % 2 == 0 ? 128 : 0x10000));
      }
      assertThat(tokens.read(noise.toString())).isEmpty();
    }
  }

  @Test
  void a_key_is_not_changed_from_outside() {
    byte[] key = KEY.clone();
    ResumeTokens copied = tokens(key, null, 8);
    key[0] = 1;

    assertThat(tokens.read(copied.issue().text())).isPresent();
  }
}
