package dev.chatroom.chaos;

import dev.chatroom.chaos.check.Breach;
import dev.chatroom.chaos.check.Checker;
import dev.chatroom.chaos.client.Identities;
import dev.chatroom.chaos.client.People;
import dev.chatroom.chaos.node.NodeOptions;
import dev.chatroom.chaos.record.Diary;
import dev.chatroom.chaos.record.Evidence;
import dev.chatroom.chaos.truth.TruthReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run: all is started, all goes wrong, all calms down, all ends, and then it is checked. */
final class ChaosRun {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ENTER = Duration.ofSeconds(60);

  /** Beyond a lease: for a node that has just been found to be whole, and for its clients. */
  private static final Duration RECOVERY = Duration.ofSeconds(20);

  /** Longer than the window in which lists of who is here are held back. */
  private static final Duration LISTS = Duration.ofSeconds(3);

  private final ChaosOptions options;
  private final List<String> late = new ArrayList<>();

  ChaosRun(ChaosOptions options) {
    this.options = options;
  }

  Outcome run() throws IOException, InterruptedException {
    Files.createDirectories(options.directory());
    String key = "%064x".formatted(options.seed());
    try (RedisPair redis = new RedisPair(options.nodes());
        Nodes nodes =
            new Nodes(
                options.nodes(),
                i ->
                    new NodeOptions(
                        redis.relay(i).uri(), options.lease(), TIMEOUT, options.rooms(), key),
                options.before(),
                options.directory());
        TruthReader truth = new TruthReader(options.rooms(), redis.master());
        People people =
            new People(
                new People.Kind(options.seed(), options.clients(), options.rooms(), options.pace()),
                nodes.book(),
                new Identities(key))) {
      for (int i = 0; i < options.nodes(); i++) {
        nodes.start(i);
      }
      people.connect();
      lateIf("not in", people.awaitEntered(ENTER));
      late.addAll(new Mischief(nodes, redis, truth).run(options.schedule()));
      calmDown(people, truth);
      end(people, nodes, truth);
      return judge(people.end(), truth);
    }
  }

  private void lateIf(String what, List<String> who) {
    if (!who.isEmpty()) {
      late.add(what + ": " + who.size() + ", such as " + who.get(0));
    }
  }

  private void calmDown(People people, TruthReader truth) throws InterruptedException {
    lateIf("not at rest", people.calm(options.lease().plus(RECOVERY)));
    // Those who were lost with their nodes have left then.
    Thread.sleep(options.lease().plus(options.lease().dividedBy(2)).toMillis());
    lateIf("have not heard the last", people.finish("the last", RECOVERY));
    Thread.sleep(LISTS.toMillis());
    truth.drain();
    truth.settle();
    people.settle();
  }

  private void end(People people, Nodes nodes, TruthReader truth) throws InterruptedException {
    people.leave();
    long end = System.nanoTime() + options.lease().plus(RECOVERY).toNanos();
    truth.drain();
    while (truth.present() > 0 && System.nanoTime() < end) {
      Thread.sleep(100);
      truth.drain();
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (!nodes.stop(i)) {
        late.add("node " + i + " does not stop");
      }
    }
    truth.drain();
  }

  private Outcome judge(List<Diary> diaries, TruthReader truth) throws IOException {
    Evidence evidence =
        new Evidence(truth.truth(), diaries, options.schedule().promotions(), List.copyOf(late));
    List<Breach> breaches = Checker.check(evidence);
    Outcome outcome = Outcome.of(options, evidence, breaches);
    if (!breaches.isEmpty()) {
      Records.write(evidence, breaches, options);
    }
    return outcome;
  }
}
