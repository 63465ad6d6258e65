package dev.chatroom.testkit.transport;

import dev.chatroom.CloseReason;
import dev.chatroom.Refusal;
import java.util.function.Consumer;

/**
 * What no honest client sends, and what is done about it.
 *
 * @param name what is wrong with it, for people
 * @param act has a client send it
 * @param reaction what is done
 */
public record HostileInput(String name, Consumer<WireClient> act, Reaction reaction) {

  /**
   * Makes one that is refused, after which the session goes on.
   *
   * @param name what is wrong with the bytes
   * @param raw the bytes
   * @param refusal why it is refused
   * @return the input
   */
  public static HostileInput refused(String name, byte[] raw, Refusal refusal) {
    return new HostileInput(name, client -> client.sendRaw(raw), new Reaction.Refused(refusal));
  }

  /**
   * Makes one after which the session ends with a reason, which the client is told.
   *
   * @param name what is wrong with the bytes
   * @param raw the bytes
   * @param reason why the session ends
   * @return the input
   */
  public static HostileInput closed(String name, byte[] raw, CloseReason reason) {
    return new HostileInput(name, client -> client.sendRaw(raw), new Reaction.Closed(reason));
  }

  /**
   * Makes one after which the connection ends, below what the protocol of the chat has reasons for.
   *
   * @param name what is wrong with the bytes
   * @param raw the bytes
   * @param code the number that {@link WireListener#ended} is told; {@link WireListener#NO_CODE}
   *     for any
   * @return the input
   */
  public static HostileInput ended(String name, byte[] raw, int code) {
    return new HostileInput(name, client -> client.sendRaw(raw), new Reaction.Ended(code));
  }

  @Override
  public String toString() {
    return name;
  }

  /** What is done about hostile input. */
  public sealed interface Reaction {

    /**
     * It is refused, and the session goes on.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Reaction {}

    /**
     * The session ends with a reason, of which the event {@code closed} tells.
     *
     * @param reason why
     */
    record Closed(CloseReason reason) implements Reaction {}

    /**
     * The connection ends.
     *
     * @param code with which number; {@link WireListener#NO_CODE} for any
     */
    record Ended(int code) implements Reaction {}
  }
}
