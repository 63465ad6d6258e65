package dev.chatroom.testkit.simulation;

import dev.chatroom.testkit.simulation.ClientStep.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes stories: everything in one follows from its seed. */
final class StoryTeller {

  private final Shape shape;
  private final List<String> nicknames;
  private final List<String> messages;
  private final SplittableRandom random;
  private final List<Step> story = new ArrayList<>();
  private final boolean[] gone;
  private int said;

  private StoryTeller(Shape shape, List<String> nicknames, List<String> messages, long seed) {
    this.shape = shape;
    this.nicknames = nicknames;
    this.messages = messages;
    this.random = new SplittableRandom(seed);
    this.gone = new boolean[shape.clients()];
  }

  /** Makes a story. */
  static List<Step> story(Shape shape, List<String> nicknames, List<String> messages, long seed) {
    return new StoryTeller(shape, nicknames, messages, seed).tell();
  }

  private List<Step> tell() {
    for (int client = 0; client < shape.clients(); client++) {
      connect(client);
    }
    while (story.size() < shape.steps()) {
      if (!shape.immediate() && random.nextInt(100) < 35) {
        story.add(run());
      } else {
        step();
      }
    }
    return story.subList(0, shape.steps());
  }

  private Step run() {
    if (random.nextInt(12) == 0) {
      return new TimeStep.RunDry(random.nextLong());
    }
    int tasks = random.nextInt(4) == 0 ? random.nextInt(100) : 1 + random.nextInt(12);
    return new TimeStep.Run(tasks, random.nextLong());
  }

  private void step() {
    int kind = random.nextInt(100);
    Customs customs = shape.customs();
    if (customs.losesLogs() && random.nextInt(40) == 0) {
      story.add(new TimeStep.LoseLog(random.nextInt(shape.rooms())));
    } else if (customs.moderation() && random.nextInt(15) == 0) {
      story.add(applicationStep(random.nextInt(shape.nodes())));
    } else if (kind < 3) {
      story.add(new TimeStep.Advance(Duration.ofMillis(1 + random.nextInt(6_000))));
    } else if (kind < (shape.networked() ? 12 : 4)) {
      story.add(nodeStep(random.nextInt(shape.nodes())));
    } else {
      clientStep(random.nextInt(shape.clients()));
    }
  }

  private void clientStep(int client) {
    if (!gone[client]) {
      story.add(clientIsHere(client));
    } else if (random.nextInt(6) == 0) {
      connect(client);
    } else if (random.nextInt(5) == 0) {
      gone[client] = false;
      int other = random.nextInt(shape.clients());
      story.add(new ClientStep.Share(client, other, place(), random.nextInt(3) == 0));
    } else {
      gone[client] = false;
      story.add(reconnect(client));
    }
  }

  /** Most clients ask for a nickname at once. */
  private void connect(int client) {
    gone[client] = false;
    story.add(
        new ClientStep.Connect(
            client, random.nextInt(shape.rooms()), place(), random.nextInt(3) == 0));
    if (random.nextInt(4) > 0) {
      story.add(new ClientStep.Claim(client, nickname()));
    }
  }

  private Step nodeStep(int node) {
    int kind = random.nextInt(20);
    if (!shape.networked() || kind < 2) {
      return random.nextBoolean() ? new NodeStep.Stop(node) : new NodeStep.Start(node);
    } else if (kind < 9) {
      return new NodeStep.Partition(node, random.nextBoolean());
    } else if (kind < 15) {
      return new NodeStep.Heal(node);
    } else if (kind < 17) {
      return new NodeStep.Kill(node, random.nextInt(4));
    } else {
      return new NodeStep.Start(node);
    }
  }

  /** As far as is known: a node may have taken its connection with it. */
  private Step clientIsHere(int client) {
    int kind = random.nextInt(100);
    if (kind < 11) {
      return new ClientStep.Claim(client, nickname());
    } else if (kind < 44) {
      return new ClientStep.Say(client, text(), random.nextInt(4) == 0, isAcknowledged(client));
    } else if (kind < 49) {
      return new ClientStep.Whisper(client, nickname(), text(), random.nextInt(4) == 0);
    } else if (kind < 52) {
      return shape.customs().moderation()
          ? new ClientStep.Moderate(client, order())
          : new ClientStep.Heed(client);
    } else if (kind < 56) {
      return new ClientStep.SayAs(client, nickname(), text(), isAcknowledged(client));
    } else if (kind < 58) {
      return new ClientStep.Babble(client);
    } else if (kind < 62) {
      return new ClientStep.Repeat(client);
    } else if (kind < 64) {
      return new ClientStep.Leave(client);
    } else if (kind < 73) {
      return new ClientStep.StopReading(client, random.nextBoolean() ? 0 : random.nextInt(5));
    } else if (kind < 83) {
      return new ClientStep.ReadOn(client);
    } else if (kind < 88) {
      return reconnect(client);
    }
    gone[client] = true;
    return kind < 98 ? new ClientStep.Drop(client) : new ClientStep.End(client);
  }

  private Step reconnect(int client) {
    return new ClientStep.Reconnect(client, place(), random.nextInt(3) == 0, random.nextInt(3) > 0);
  }

  /** A room that the application asks for stays, so it does not where rooms are to be retired. */
  private Step applicationStep(int node) {
    int room = shape.customs().retireAfter() == null ? random.nextInt(shape.rooms()) : 0;
    return random.nextInt(4) == 0
        ? new NodeStep.Enrol(node, room, random.nextInt(shape.clients()), random.nextInt(3) > 0)
        : new NodeStep.Moderate(node, room, order());
  }

  private Order order() {
    Order.Kind[] kinds = Order.Kind.values();
    Order.Kind kind = kinds[random.nextInt(kinds.length)];
    int number = random.nextInt(kind == Order.Kind.ACCESS ? 2 : 5);
    // Rooms that are closed are dull.
    boolean stays = kind == Order.Kind.ACCESS && random.nextBoolean();
    // Of few, so that who is muted is unmuted, too.
    boolean isVoice = kind == Order.Kind.MUTE || kind == Order.Kind.UNMUTE;
    return new Order(kind, isVoice ? nicknames.get(0) : nickname(), stays ? 0 : number);
  }

  private Place place() {
    return new Place(random.nextInt(shape.nodes()), random.nextInt(2));
  }

  private String nickname() {
    return nicknames.get(random.nextInt(nicknames.size()));
  }

  /** Each text is another one, so that it is known what an event came from. */
  private String text() {
    return messages.get(random.nextInt(messages.size())) + " " + ++said;
  }

  /** Some clients want no acknowledgement, as the documented page does not. */
  private static boolean isAcknowledged(int client) {
    return client % 4 != 3;
  }
}
