package dev.chatroom.testkit.simulation;

import dev.chatroom.ChatRooms;
import dev.chatroom.Role;
import dev.chatroom.RoomOptions;
import dev.chatroom.policy.RolePolicy;
import dev.chatroom.spi.Backplane;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What stories happen in: the size of the world, and what the user of the simulation wants in it.
 *
 * @param shape how large the world is
 * @param configure makes the rooms as the user wants them
 * @param backplanes makes the backplane
 * @param invariants make what the user wants to hold besides the laws
 */
record Setting(
    Shape shape,
    UnaryOperator<ChatRooms.Builder> configure,
    BiFunction<Clock, RandomGenerator, Backplane> backplanes,
    List<Supplier<? extends Invariant>> invariants) {

  ChatRooms.Builder configured(ChatRooms.Builder builder) {
    ChatRooms.Builder configured = configure.apply(builder);
    Customs customs = shape.customs();
    if (customs.retireAfter() == null) {
      for (int room = 0; room < shape.rooms(); room++) {
        configured.declare(Shape.room(room));
      }
    } else {
      RoomOptions retired = RoomOptions.defaults().withRetireAfter(customs.retireAfter());
      configured.roomsOnDemand(true).template(name -> retired);
    }
    return configured
        .presence(customs.presence())
        .reconnectGrace(customs.reconnectGrace())
        .log(shape.logEvents(), shape.logBytes())
        .historyMessages(shape.historyMessages());
  }

  /** Where order is kept, some of those who join keep it. */
  RolePolicy roles() {
    RolePolicy standard = RolePolicy.standard();
    return (identity, room, access) ->
        shape.customs().moderation() && isModerator(identity.id())
            ? Role.MODERATOR
            : standard.role(identity, room, access);
  }

  /** Returns whether an identity is one that keeps order wherever it joins. */
  static boolean isModerator(String identity) {
    return Math.floorMod(identity.hashCode(), 4) == 0;
  }

  Backplane backplane(Clock clock, RandomGenerator random) {
    return backplanes.apply(clock, random);
  }

  List<Law> laws(Breaches breaches, Clock clock) {
    List<Law> laws = new ArrayList<>();
    laws.add(new OneOwner(breaches));
    laws.add(new StampedSender(breaches));
    laws.add(new OneLeft(breaches));
    laws.add(new OneOrder(breaches));
    laws.add(new GapFree(shape, breaches));
    laws.add(new KnownPresence(shape.customs().presence(), breaches, clock));
    laws.add(new Bounded(shape, breaches));
    laws.add(new Answered(breaches));
    laws.add(new HonestRates(breaches, clock));
    laws.add(new SaidOnce(shape, breaches));
    laws.add(new KnownSelf(breaches));
    laws.add(new KeptOrder(shape, breaches, clock));
    laws.add(new HeldNickname(shape.customs().reconnectGrace(), breaches));
    for (int i = 0; i < invariants.size(); i++) {
      laws.add(new Checked(i + 1, invariants.get(i).get(), breaches));
    }
    return laws;
  }
}
