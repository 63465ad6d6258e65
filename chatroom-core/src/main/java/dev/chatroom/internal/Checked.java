package dev.chatroom.internal;

import dev.chatroom.Outcome;
import java.util.function.Function;

/** What came of asking policies: something to go on with, or a refusal. */
sealed interface Checked<T> {

  /** It passed, as this. */
  record Passed<T>(T value) implements Checked<T> {}

  /** It was stopped. */
  record Stopped<T>(Outcome.Refused refusal) implements Checked<T> {}

  /** Asks on, if it has passed so far. */
  default <R> Checked<R> then(Function<T, Checked<R>> next) {
    return this instanceof Passed<T> passed
        ? next.apply(passed.value())
        : new Stopped<>(((Stopped<T>) this).refusal());
  }
}
