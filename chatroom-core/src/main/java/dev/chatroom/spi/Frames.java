package dev.chatroom.spi;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Frames in a row for one session: all, or a part, of those that everybody at the same place gets.
 *
 * <p>Who is told something in between gets the same frames in several parts. So a transport that
 * makes one stretch of bytes of {@link #shared} has it for all, and sends to each from there.
 *
 * <pre>{@code
 * Frames three = new Frames(List.of(first, second, third));
 * Frames rest = three.part(1, 3); // second and third, of the same three
 * }</pre>
 *
 * <p>Unmodifiable, and safe for use by any thread.
 */
public final class Frames extends AbstractList<Frame> implements RandomAccess {

  private final List<Frame> shared;
  private final int from;
  private final int to;

  /**
   * Makes all of some frames.
   *
   * @param shared what everybody at the same place gets
   */
  public Frames(List<Frame> shared) {
    this(List.copyOf(shared), 0, shared.size());
  }

  private Frames(List<Frame> shared, int from, int to) {
    this.shared = shared;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns some of the same frames.
   *
   * @param first which of {@link #shared} is the first, from 0
   * @param end which of them is the first that is not in it
   * @return the part; may be empty
   * @throws IndexOutOfBoundsException where there are no such frames
   */
  public Frames part(int first, int end) {
    Objects.checkFromToIndex(first, end, shared.size());
    return first == from && end == to ? this : new Frames(shared, first, end);
  }

  /**
   * {@return what everybody at the same place gets, of which this is a part; the same list for each
   * part of it}
   */
  public List<Frame> shared() {
    return shared;
  }

  /** {@return which of {@link #shared} is the first here, from 0} */
  public int from() {
    return from;
  }

  @Override
  public Frame get(int index) {
    return shared.get(from + Objects.checkIndex(index, size()));
  }

  @Override
  public int size() {
    return to - from;
  }
}
