package dev.chatroom.policy;

import dev.chatroom.Identity;
import dev.chatroom.spi.Handshake;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says who a connection is, before it is attached to a room.
 *
 * <pre>{@code
 * Authenticator bySession = handshake ->
 *     CompletableFuture.completedFuture(
 *         handshake.header("x-user")
 *             .<Authenticator.Decision>map(
 *                 user -> new Authenticator.Decision.Accept(new Identity(user)))
 *             .orElse(new Refuse(Refusal.UNAUTHORIZED)));
 * }</pre>
 *
 * <p>Called once for each connection, by a thread of its transport, with no lock held. It must not
 * block: what takes time completes the stage later, on any thread. The connection waits, and is
 * refused {@code internal_error} where the stage fails.
 */
@FunctionalInterface
public interface Authenticator {

  /**
   * Decides about one connection.
   *
   * @param handshake what is known of it; comes from outside
   * @return who it is, that it may be anonymous, or why it is refused
   */
  CompletionStage<Decision> authenticate(Handshake handshake);

  /**
   * Lets everybody in, anonymously. A token that an accepted claim returned identifies again.
   *
   * @return the authenticator
   */
  static Authenticator anonymous() {
    CompletionStage<Decision> anonymous =
        CompletableFuture.completedFuture(Decision.Anonymous.INSTANCE);
    return handshake -> anonymous;
  }

  /** What an authenticator says: {@link Accept}, {@link Anonymous} or {@link Refuse}. */
  sealed interface Decision permits Decision.Accept, Decision.Anonymous, Refuse {

    /**
     * The connection is this.
     *
     * @param identity who; not one that is anonymous
     */
    record Accept(Identity identity) implements Decision {

      /**
       * Checks that somebody vouched for it.
       *
       * @param identity who
       */
      public Accept {
        if (identity.isAnonymous()) {
          throw new IllegalArgumentException("identity: anonymous (expected: an id without ~)");
        }
      }
    }

    /** Nobody vouches for the connection, and it may come in. */
    enum Anonymous implements Decision {
      /** The only one. */
      INSTANCE
    }
  }
}
