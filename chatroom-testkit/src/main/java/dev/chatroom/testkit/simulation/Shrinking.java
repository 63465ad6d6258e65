package dev.chatroom.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a story short that breaks a law: takes steps out of it, many at once and then fewer, as
 * long as it still breaks the same law (delta debugging, Zeller and Hildebrandt 2002).
 */
final class Shrinking {

  private final Predicate<List<Step>> breaks;
  private int attempts;

  private Shrinking(Predicate<List<Step>> breaks, int attempts) {
    this.breaks = breaks;
    this.attempts = attempts;
  }

  /**
   * Shrinks a story.
   *
   * @param story what breaks a law
   * @param breaks whether a shorter one does
   * @param attempts how many shorter ones are tried at most
   * @return the shortest that was found
   */
  static List<Step> of(List<Step> story, Predicate<List<Step>> breaks, int attempts) {
    return new Shrinking(breaks, attempts).shrink(story);
  }

  private List<Step> shrink(List<Step> story) {
    List<Step> shortest = story;
    int chunk = Math.max(1, story.size() / 2);
    while (attempts > 0) {
      List<Step> shorter = without(shortest, chunk);
      if (chunk == 1 && shorter.size() == shortest.size()) {
        return simplified(shorter);
      }
      chunk = chunk == 1 ? 1 : chunk / 2;
      shortest = shorter;
    }
    return shortest;
  }

  /** Puts simpler steps in the place of others, and takes out what is not needed then. */
  private List<Step> simplified(List<Step> story) {
    List<Step> simpler = new ArrayList<>(story);
    for (int i = 0; i < simpler.size() && attempts > 0; i++) {
      Step before = simpler.set(i, simpler.get(i).simpler());
      attempts--;
      if (!before.equals(simpler.get(i)) && !breaks.test(simpler)) {
        simpler.set(i, before);
      }
    }
    return without(simpler, 1);
  }

  /** Takes out each run of so many steps that need not be there. */
  private List<Step> without(List<Step> story, int chunk) {
    List<Step> left = story;
    int from = 0;
    while (from < left.size() && attempts > 0) {
      attempts--;
      List<Step> shorter = new ArrayList<>(left.subList(0, from));
      shorter.addAll(left.subList(Math.min(left.size(), from + chunk), left.size()));
      if (breaks.test(shorter)) {
        left = shorter;
      } else {
        from += chunk;
      }
    }
    return left;
  }
}
