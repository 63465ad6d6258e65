package dev.chatroom.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event of the documented protocol on its way to clients, with its encoded forms.
 *
 * <p>All sessions that get an event share its frame, and with it what a {@link WireFormat} made of
 * it. Safe for use by any thread.
 */
public final class Frame {

  private final String event;
  private final Supplier<?> data;

  // Written under this frame's monitor, read without it.
  private volatile @Nullable Encoding<?> encodings;

  /**
   * Makes a frame.
   *
   * @param event the name of the event
   * @param data its payload: a {@code String}, {@code Number}, {@code Boolean}, a {@code List} or a
   *     {@code Map} with {@code String} keys of these, or a frame, which stands for its data; not
   *     to be changed from here on
   */
  public Frame(String event, Object data) {
    this(event, () -> data);
  }

  /**
   * Makes a frame whose payload is made when somebody asks for it, and not kept: what many are to
   * have is kept in its encoded forms.
   *
   * @param event the name of the event
   * @param data makes the payload, the same each time; called by any thread, must not block
   */
  public Frame(String event, Supplier<?> data) {
    this.event = event;
    this.data = data;
  }

  /** {@return the name of the event} */
  public String event() {
    return event;
  }

  /** {@return the payload; see the constructor for what it is made of} */
  public Object data() {
    return data.get();
  }

  /**
   * Returns this frame in a wire format; encodes it at the first call for that format, and never
   * again.
   *
   * @param format the wire format, compared by identity
   * @param <F> what the format makes
   * @return the encoded form, shared by all who ask
   */
  public <F> F encoded(WireFormat<F> format) {
    F found = find(format);
    if (found != null) {
      return found;
    }
    synchronized (this) {
      found = find(format);
      if (found == null) {
        found = format.encode(this);
        encodings = new Encoding<>(format, found, encodings);
      }
      return found;
    }
  }

  private <F> @Nullable F find(WireFormat<F> format) {
    for (Encoding<?> each = encodings; each != null; each = each.next) {
      if (each.format == format) {
        return format.type().cast(each.encoded);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return event;
  }

  private record Encoding<F>(WireFormat<F> format, F encoded, @Nullable Encoding<?> next) {}
}
