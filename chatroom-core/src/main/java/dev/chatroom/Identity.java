package dev.chatroom;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is, as an {@link dev.chatroom.policy.Authenticator} says.
 *
 * <pre>{@code
 * Identity ann = new Identity("user-17", Map.of("team", "red"), null);
 * }</pre>
 *
 * <p>All sessions of one identity in a room are one occupant: the first that claims a nickname
 * joins, the last one out leaves.
 *
 * @param id tells identities apart; 1 to 256 characters. Ids that begin with {@code ~} are those of
 *     anonymous identities, which the library makes
 * @param attributes whatever policies want to know; not sent to clients
 * @param expires when the sessions of this identity end; never, when absent
 */
public record Identity(String id, Map<String, String> attributes, @Nullable Instant expires) {

  private static final int MAX_CHARS = 256;
  private static final String ANONYMOUS = "~";

  /**
   * Checks the bounds given above and copies the attributes.
   *
   * @param id tells identities apart
   * @param attributes whatever policies want to know
   * @param expires when the sessions of this identity end
   */
  public Identity {
    if (id.isEmpty() || id.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "id: " + id.length() + " characters (expected: 1 to " + MAX_CHARS + ")");
    }
    attributes = Map.copyOf(attributes);
  }

  /**
   * Makes an identity without attributes that does not expire.
   *
   * @param id tells identities apart
   */
  public Identity(String id) {
    this(id, Map.of(), null);
  }

  /**
   * Makes an anonymous identity.
   *
   * @param id tells it apart from other anonymous ones
   * @param expires when its sessions end; never, when absent
   * @return the identity, whose id begins with {@code ~}
   */
  public static Identity anonymous(String id, @Nullable Instant expires) {
    return new Identity(ANONYMOUS + id, Map.of(), expires);
  }

  /** {@return whether nobody vouched for it} */
  public boolean isAnonymous() {
    return id.startsWith(ANONYMOUS);
  }
}
