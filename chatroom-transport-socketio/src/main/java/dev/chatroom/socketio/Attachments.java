package dev.chatroom.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The attachments of a packet, which follow it as binary messages. Of attachments that are too long
 * together none are kept, but all are waited for: what comes after them is the next packet. The
 * base waits for as many as a client announces.
 */
final class Attachments {

  /** As many as the reference implementation takes. */
  static final int MAX = 10;

  private final Consumer<Optional<List<byte[]>>> whenAllAreThere;
  private final List<byte[]> kept = new ArrayList<>();
  private int missing;
  private int bytesLeft;
  private boolean tooLong;

  /**
   * Waits for attachments.
   *
   * @param announced how many there are; 1 to {@link #MAX}
   * @param maxBytes how long they may be together
   * @param whenAllAreThere takes them; nothing where they were too long
   */
  Attachments(int announced, int maxBytes, Consumer<Optional<List<byte[]>>> whenAllAreThere) {
    this.missing = announced;
    this.bytesLeft = maxBytes;
    this.whenAllAreThere = whenAllAreThere;
  }

  /** Takes the next one, and returns whether it was the last. */
  boolean add(byte[] attachment) {
    bytesLeft -= attachment.length;
    if (bytesLeft < 0) {
      return addTooLong();
    }
    kept.add(attachment);
    return countDown();
  }

  /** Takes notice of one that was too long to be kept, and returns whether it was the last. */
  boolean addTooLong() {
    tooLong = true;
    bytesLeft = -1;
    kept.clear();
    return countDown();
  }

  private boolean countDown() {
    missing--;
    return missing == 0;
  }

  /** Hands on what came; to be called when the last one is there. */
  void handOn() {
    whenAllAreThere.accept(tooLong ? Optional.empty() : Optional.of(kept));
  }
}
