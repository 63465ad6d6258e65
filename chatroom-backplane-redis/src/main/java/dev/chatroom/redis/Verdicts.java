package dev.chatroom.redis;

import dev.chatroom.Position;
import dev.chatroom.Refusal;
import dev.chatroom.spi.AppendResult;
import dev.chatroom.spi.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the {@link Library} says to a command. */
final class Verdicts {

  private Verdicts() {}

  static AppendResult result(Command command, Reply reply) {
    if (reply.isOk()) {
      return new AppendResult.Appended(new Position(reply.text(1), reply.number(2)));
    }
    if (!reply.word().equals("refused")) {
      throw new Unavailable(reply.word());
    }
    Refusal refusal = Refusal.valueOf(reply.text(1).toUpperCase(Locale.ROOT));
    return switch (refusal) {
      case MUTED -> new AppendResult.Rejected(refusal, left(reply));
      case NICKNAME_TAKEN -> new AppendResult.Rejected(taken(command, reply.text(2)), null);
      default -> new AppendResult.Rejected(refusal, null);
    };
  }

  private static @Nullable Duration left(Reply reply) {
    Instant until = SnapshotReply.end(reply.text(2));
    return until.equals(Instant.MAX)
        ? null
        : Duration.between(Instant.ofEpochMilli(reply.number(3)), until);
  }

  /** Whether two are written alike is for Java to say: Lua knows no letters but those of ASCII. */
  private static Refusal taken(Command command, String owners) {
    Command.@Nullable Claim claim =
        command instanceof Command.Post post ? post.claimFirst() : (Command.Claim) command;
    boolean isSame = claim != null && claim.nickname().text().equalsIgnoreCase(owners);
    return isSame ? Refusal.NICKNAME_TAKEN : Refusal.NICKNAME_CONFUSABLE;
  }
}
