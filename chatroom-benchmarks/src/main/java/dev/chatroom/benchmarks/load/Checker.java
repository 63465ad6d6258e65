package dev.chatroom.benchmarks.load;

/**
 * Sees to it that every client gets every message of its room once, and all of a room in one order.
 *
 * <p>A message has its place in the order of its room when the first client gets it. Who gets the
 * messages one place after the other is right; anybody else has lost one, has one twice, or has
 * another order.
 */
final class Checker {

  private final Messages messages;

  /** By room: how many messages have a place. */
  private final int[] length;

  /** By room: how many messages were said. */
  private final int[] said;

  /** By room: how many clients are there. */
  private final int[] members;

  private long outstanding;
  private long given;
  private long lost;
  private long doubled;
  private long outOfOrder;
  private long ordersDiffer;
  private long strange;
  private long cut;

  Checker(Messages messages, int rooms) {
    this.messages = messages;
    this.length = new int[rooms];
    this.said = new int[rooms];
    this.members = new int[rooms];
  }

  /** Adds a client, who is to get what is said from now on. */
  Witness enter(int room, int speakers) {
    members[room]++;
    return new Witness(room, speakers, length[room] - 1, said[room]);
  }

  /**
   * Forgets a client who will get nothing more; what it has not got is lost.
   *
   * @return how many messages are everywhere now, since it was the last one who was to get them
   */
  int leave(Witness witness) {
    members[witness.room]--;
    int owed = said[witness.room] - witness.saidBefore - witness.got;
    outstanding -= owed;
    lost += owed;
    return forgive(witness);
  }

  private int forgive(Witness witness) {
    int everywhere = 0;
    int seen = 0;
    for (int number = 0; number < messages.count; number++) {
      if (messages.room[number] == witness.room
          && ++seen > witness.saidBefore
          && !witness.has(messages.place[number])
          && --messages.missing[number] == 0) {
        everywhere++;
      }
    }
    return everywhere;
  }

  /** Forgets a client whose connection the server has ended; see {@link #leave}. */
  int cut(Witness witness) {
    cut++;
    return leave(witness);
  }

  /** Somebody says something; returns its number. */
  int say(int room, int speaker, long intendedNanos) {
    said[room]++;
    outstanding += members[room];
    return messages.add(room, speaker, members[room], intendedNanos);
  }

  /** A client has got a message; returns whether it was to, and had not before. */
  boolean hear(Witness witness, int number) {
    int room = witness.room;
    if (number < 0 || number >= messages.count || messages.room[number] != room) {
      strange++;
      return false;
    }
    int place = messages.place[number];
    if (place == Messages.NOWHERE) {
      place = length[room]++;
      messages.place[number] = place;
    }
    if (place == witness.last + 1) {
      witness.last = place;
    } else if (place > witness.last) {
      witness.skipTo(place);
    } else if (witness.fillGap(place)) {
      ordersDiffer++;
    } else {
      doubled++;
      return false;
    }
    if (!witness.isNewest(messages.speaker[number], number)) {
      outOfOrder++;
    }
    witness.got++;
    messages.missing[number]--;
    outstanding--;
    given++;
    return true;
  }

  /** Returns whether all have got a message who were in its room, and have not left it. */
  boolean isEverywhere(int number) {
    return messages.missing[number] == 0;
  }

  /** Returns how many deliveries there were. */
  long given() {
    return given;
  }

  /** Returns how many deliveries are still to come. */
  long outstanding() {
    return outstanding;
  }

  /** Returns what was wrong until now. What is outstanding counts as lost. */
  Faults faults() {
    return new Faults(lost + outstanding, doubled, outOfOrder, ordersDiffer, strange, cut);
  }
}
