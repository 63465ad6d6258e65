package dev.chatroom.testkit;

import dev.chatroom.testkit.ClientStep.Place;
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
    List<Step> story = new ArrayList<>();
    for (int client = 0; client < shape.clients() && story.size() < shape.steps(); client++) {
      story.add(connect(client));
    }
    while (story.size() < shape.steps()) {
      story.add(!shape.immediate() && random.nextInt(100) < 35 ? run() : step());
    }
    return story;
  }

  private Step run() {
    int tasks = random.nextInt(4) == 0 ? random.nextInt(100) : 1 + random.nextInt(12);
    return new TimeStep.Run(tasks, random.nextLong());
  }

  private Step step() {
    int kind = random.nextInt(100);
    if (kind < 4) {
      return new TimeStep.Advance(Duration.ofMillis(1 + random.nextInt(6_000)));
    }
    if (kind < (shape.networked() ? 14 : 6)) {
      return nodeStep(random.nextInt(shape.nodes()));
    }
    int client = random.nextInt(shape.clients());
    if (gone[client]) {
      gone[client] = false;
      return random.nextInt(4) == 0
          ? connect(client)
          : new ClientStep.Reconnect(client, place(), random.nextBoolean());
    }
    return clientStep(client);
  }

  private Step nodeStep(int node) {
    int kind = random.nextInt(20);
    if (!shape.networked() || kind < 3) {
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

  private Step clientStep(int client) {
    int kind = random.nextInt(100);
    if (kind < 20) {
      return new ClientStep.Claim(client, nickname());
    } else if (kind < 54) {
      return new ClientStep.Say(client, text(), isAcknowledged(client));
    } else if (kind < 60) {
      return new ClientStep.SayAs(client, nickname(), text(), isAcknowledged(client));
    } else if (kind < 62) {
      return new ClientStep.Babble(client);
    } else if (kind < 67) {
      return new ClientStep.Repeat(client);
    } else if (kind < 70) {
      return new ClientStep.Leave(client);
    } else if (kind < 78) {
      return new ClientStep.StopReading(client, random.nextBoolean() ? 0 : random.nextInt(5));
    } else if (kind < 89) {
      return new ClientStep.ReadOn(client);
    }
    gone[client] = true;
    return kind < 98 ? new ClientStep.Drop(client) : new ClientStep.End(client);
  }

  private Step connect(int client) {
    return new ClientStep.Connect(
        client, random.nextInt(shape.rooms()), place(), random.nextInt(3) == 0);
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
