package dev.chatroom.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** A run from the command line: seed and minutes, both optional. */
public final class Chaos {

  private Chaos() {}

  /**
   * Runs; the status is 1 if a law was broken.
   *
   * @param arguments the seed, and how many minutes
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : new Random().nextInt(100_000);
    double minutes = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
    Duration length = Duration.ofMillis((long) (minutes * 60_000));
    Outcome outcome = run(ChaosOptions.usual(seed, length, Path.of("target", "chaos-" + seed)));
    System.exit(outcome.breaches().isEmpty() ? 0 : 1);
  }

  static Outcome run(ChaosOptions options) throws IOException, InterruptedException {
    System.out.println("seed " + options.seed() + "\n" + options.schedule());
    Outcome outcome = new ChaosRun(options).run();
    System.out.println(outcome);
    return outcome;
  }
}
