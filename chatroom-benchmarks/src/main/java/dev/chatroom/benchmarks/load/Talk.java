package dev.chatroom.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said in the rooms of one run, who says it, and how it arrives. */
final class Talk implements Ears {

  private final Messages messages = new Messages();
  private final Checker checker;
  private final List<Client> speakers = new ArrayList<>();
  private final Latency latency = new Latency();
  private int next;
  private @Nullable Pace pace;

  /** What was to be sent from then to then is measured. */
  private long fromNanos = Long.MAX_VALUE;

  private long toNanos = Long.MAX_VALUE;

  Talk(int rooms) {
    this.checker = new Checker(messages, rooms);
  }

  Checker checker() {
    return checker;
  }

  /** Adds somebody who speaks. */
  void add(Client speaker) {
    speakers.add(speaker);
  }

  List<Client> speakers() {
    return speakers;
  }

  void start(Pace newPace) {
    pace = newPace;
    newPace.start();
  }

  void stop() {
    if (pace != null) {
      pace.stop();
    }
  }

  /** Has the next one say something that was to be said at a time. */
  void say(long intendedNanos) {
    if (speakers.isEmpty()) {
      return;
    }
    Client speaker = speakers.get(next);
    next = (next + 1) % speakers.size();
    Guest guest = speaker.guest;
    int number = checker.say(guest.room(), guest.speaker(), intendedNanos);
    messages.node[number] = speaker.node();
    speaker.say(number);
  }

  /** Returns how many messages were said. */
  long said() {
    return messages.count;
  }

  @Override
  public void heard(Client client, int number, long nanos) {
    if (!checker.hear(client.witness, number)) {
      return;
    }
    long intended = messages.intendedNanos[number];
    if (intended >= fromNanos && intended < toNanos) {
      latency.record((nanos - intended) / 1000, client.node() == messages.node[number]);
    }
    if (pace != null && checker.isEverywhere(number)) {
      pace.everywhere();
    }
  }

  @Override
  public void ended(Client client) {
    speakers.remove(client);
    next = 0;
    if (client.isReading()) {
      everywhere(checker.cut(client.witness));
    }
  }

  /** Has a client read nothing any more; nobody expects anything of it. */
  void stopReading(Client client) {
    client.stopReading();
    speakers.remove(client);
    next = 0;
    everywhere(checker.leave(client.witness));
  }

  private void everywhere(int count) {
    for (int each = 0; each < count && pace != null; each++) {
      pace.everywhere();
    }
  }

  void measureFrom(long nanos) {
    latency.reset();
    fromNanos = nanos;
    toNanos = Long.MAX_VALUE;
  }

  void measureTo(long nanos) {
    toNanos = nanos;
  }

  /** Returns how long each delivery took. */
  Latency latency() {
    return latency;
  }
}
