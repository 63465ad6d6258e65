package dev.chatroom.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event from a client.
 *
 * @param name what it is called
 * @param arguments what comes with it: plain values, and {@code byte[]} for attachments
 * @param hasAttachments whether there are any
 * @param ackId where the client wants an acknowledgement, its number in digits; else empty
 */
record SocketIoEvent(
    String name, List<@Nullable Object> arguments, boolean hasAttachments, String ackId) {

  /** Returns what comes with it first, if anything does. */
  @Nullable Object argument() {
    return arguments.isEmpty() ? null : arguments.get(0);
  }
}
