package dev.chatroom.internal;

import dev.chatroom.Nickname;
import dev.chatroom.policy.Authenticator;
import dev.chatroom.policy.NicknamePolicy;
import dev.chatroom.policy.PermissionPolicy;
import dev.chatroom.policy.PresencePolicy;
import dev.chatroom.policy.RateLimits;
import dev.chatroom.policy.RolePolicy;
import dev.chatroom.policy.SlowReaderPolicy;
import dev.chatroom.spi.ChatMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Settings for tests that need some. Nothing happens later. */
final class TestSettings {

  static final Settings DEFAULTS =
      new Settings(
          Runnable::run,
          new ManualClock(),
          (delay, task) -> () -> {},
          new Random(1),
          new Policies(
              Authenticator.anonymous(),
              NicknamePolicy.precis(32),
              RolePolicy.standard(),
              PermissionPolicy.byRole(),
              List.of(),
              RateLimits.none()),
          new Nickname("system", "system"),
          1_024,
          Duration.ZERO,
          PresencePolicy.defaults(),
          SlowReaderPolicy.RESET,
          new Metrics(ChatMetrics.NONE),
          new RefusalTexts(Locale.ENGLISH));

  private TestSettings() {}
}
